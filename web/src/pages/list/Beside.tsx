/** The ticket that is opened beside the list. */

import { TicketPane } from "#/pages/ticket/TicketPane";
import styles from "./list.module.css";

export default function Beside({ ticket }: { ticket: number }) {
  return (
    <div className={styles.beside}>
      <TicketPane key={ticket} ticket={ticket} />
    </div>
  );
}
