/** The ticket that is opened beside the list. */

import { TicketPane } from "#/pages/ticket/TicketPane";
import { m } from "#/paraglide/messages.js";
import styles from "./list.module.css";

export default function Beside({ ticket }: { ticket: number }) {
  return (
    <section className={styles.beside} aria-label={m.list_beside({ number: ticket })}>
      <TicketPane key={ticket} ticket={ticket} />
    </section>
  );
}
