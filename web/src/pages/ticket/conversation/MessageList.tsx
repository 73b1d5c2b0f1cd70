/** Messages one below the other, day by day, with a line where one had stopped reading. */
import { Fragment, Suspense } from "react";
import type { Message } from "#/api/tickets";
import { date } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { Happened } from "../laterParts";
import styles from "./Conversation.module.css";
import { MessageItem } from "./MessageItem";

type Props = {
  messages: Message[];
  until: string | undefined;
  seen: string | undefined;
  onReply: (message: Message) => void;
};

export function MessageList({ messages, until, seen, onReply }: Props) {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const firstNew = seen === undefined ? undefined : messages.find((message) => message.created_at > seen)?.id;
  return (
    <ol className={styles.list}>
      {messages.map((message, index) => {
        const today = dayOf(message);
        const previous = messages[index - 1];
        return (
          <Fragment key={message.id}>
            {(!previous || dayOf(previous) !== today) && (
              <li className={styles.day}>
                <time dateTime={message.created_at}>{date(message.created_at)}</time>
              </li>
            )}
            {previous && (
              <Suspense>
                <Happened after={previous.created_at} before={message.created_at} />
              </Suspense>
            )}
            {message.id === firstNew && index > 0 && <li className={styles.fresh}>{m.ticket_new_since()}</li>}
            <MessageItem
              message={message}
              answered={message.reply_to ? byId.get(message.reply_to) : undefined}
              onReply={onReply}
            />
          </Fragment>
        );
      })}
      <Suspense>
        <Happened after={messages.at(-1)?.created_at} before={until} />
      </Suspense>
    </ol>
  );
}

const dayOf = (message: Message) => new Date(message.created_at).toDateString();
