/** One message: by whom, to whom it is visible, what it says and what became of it. */
import { IconLock } from "@tabler/icons-react";
import { useState } from "react";
import type { Message } from "#/api/tickets";
import { m } from "#/paraglide/messages.js";
import { Moment } from "#/ui/Moment";
import { UserText } from "#/ui/UserText";
import { useOpen } from "../open";
import { Attachments } from "./Attachments";
import { EditMessage } from "./EditMessage";
import { Html } from "./Html";
import { placeOf } from "./lead";
import { Marks } from "./Marks";
import styles from "./Message.module.css";
import { MessageMenu } from "./MessageMenu";
import { Quote } from "./Quote";
import { isRecorded, sideOf } from "./sides";

type Props = { message: Message; answered: Message | undefined; onReply: (message: Message) => void };

export function MessageItem({ message, answered, onReply }: Props) {
  const [editing, setEditing] = useState(false);
  const side = sideOf(message);
  const internal = message.visibility === "internal";
  return (
    <li
      className={styles.message}
      data-side={side}
      data-visibility={message.visibility}
      data-message={message.id}
      id={placeOf(message.id)}
    >
      <div className={styles.head}>
        {internal && (
          <span className={styles.internal}>
            <IconLock size={13} aria-hidden />
            {m.ticket_team_only()}
          </span>
        )}
        <Speaker message={message} />
        <Moment at={message.created_at} />
        <MessageMenu message={message} onReply={onReply} onEdit={() => setEditing(true)} />
      </div>
      <div className={styles.body}>
        {message.reply_to && <Quote id={message.reply_to} message={answered} />}
        {editing ? (
          <EditMessage message={message} onDone={() => setEditing(false)} />
        ) : (
          message.html && <Html message={message} html={message.html} />
        )}
        <Attachments files={message.attachments} />
        <Marks message={message} />
      </div>
    </li>
  );
}

function Speaker({ message }: { message: Message }) {
  const { ticket } = useOpen();
  const author = message.author.name ?? automatic(message.author.kind);
  if (!isRecorded(message)) return <UserText className={styles.author}>{author}</UserText>;
  const isRequester = message.customer_id === ticket.requester?.id;
  const name = isRequester ? (ticket.requester?.name ?? ticket.requester?.email) : undefined;
  return (
    <>
      <UserText className={styles.author}>{name ?? m.ticket_customer()}</UserText>
      <span className={styles.soft}>{m.ticket_recorded_by({ name: author })}</span>
    </>
  );
}

function automatic(kind: string): string {
  return kind === "customer" ? m.ticket_customer() : kind === "rule" ? m.ticket_by_rule() : m.ticket_by_docket();
}
