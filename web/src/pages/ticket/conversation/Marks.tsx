/** What became of a message: edited, redacted, split, or come from another ticket. */
import { Link } from "@tanstack/react-router";
import { Suspense, useState } from "react";
import type { Message } from "#/api/tickets";
import { lazily } from "#/app/patient";
import { dateTime } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { UserText } from "#/ui/UserText";
import { useOpen } from "../open";
import styles from "./Message.module.css";

const Revisions = lazily(() => import("./Revisions"));

export function Marks({ message }: { message: Message }) {
  const { ticket } = useOpen();
  const [revisions, setRevisions] = useState(false);
  return (
    <div className={styles.marks}>
      {message.redacted && (
        <p className={styles.redacted}>
          {m.ticket_redacted({ name: message.redacted.by.name ?? "", moment: dateTime(message.redacted.at) })}{" "}
          <UserText>{message.redacted.reason}</UserText>
        </p>
      )}
      {message.edited_at && !message.redacted && (
        <button type="button" onClick={() => setRevisions(true)}>
          {m.ticket_edited({ moment: dateTime(message.edited_at) })}
        </button>
      )}
      {message.ticket_id !== ticket.id && (
        <Link to="/tickets/$ticket" params={{ ticket: String(message.ticket_number) }}>
          {m.ticket_from_ticket({ number: message.ticket_number })}
        </Link>
      )}
      {message.split_to && (
        <Link to="/tickets/$ticket" params={{ ticket: message.split_to }}>
          {m.ticket_split_to()}
        </Link>
      )}
      {message.source && (
        <Link to="/tickets/$ticket" params={{ ticket: message.source.ticket_id }}>
          {m.ticket_split_from()}
        </Link>
      )}
      <Suspense>{revisions && <Revisions message={message} onClose={() => setRevisions(false)} />}</Suspense>
    </div>
  );
}
