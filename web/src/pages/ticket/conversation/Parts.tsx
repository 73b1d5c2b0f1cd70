/** What the tickets were opened with that became parts of this one. */
import { Link } from "@tanstack/react-router";
import { useTicket } from "#/api/tickets";
import { m } from "#/paraglide/messages.js";
import { Moment } from "#/ui/Moment";
import { UserText } from "#/ui/UserText";
import styles from "./Message.module.css";

export default function Parts({ ids }: { ids: string[] }) {
  return ids.map((id) => <PartOf key={id} id={id} />);
}

function PartOf({ id }: { id: string }) {
  const { ticket: part } = useTicket(id);
  if (!part) return null;
  const requester = part.requester?.name ?? part.requester?.email;
  const name = m.ticket_from_ticket({ number: part.number });
  return (
    <section className={styles.description} aria-label={name}>
      <div className={styles.head}>
        {requester && <UserText className={styles.author}>{requester}</UserText>}
        <Link to="/tickets/$ticket" params={{ ticket: String(part.number) }}>
          {name}
        </Link>
        <Moment at={part.created_at} />
      </div>
      <UserText as="div" className={styles.author}>
        {part.subject}
      </UserText>
      {part.description !== "" && (
        <UserText as="div" className={styles.plain}>
          {part.description}
        </UserText>
      )}
    </section>
  );
}
