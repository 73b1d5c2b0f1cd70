/** Who asks, and who gets copies. */
import { Link } from "@tanstack/react-router";
import { m } from "#/paraglide/messages.js";
import { UserText } from "#/ui/UserText";
import { useOpen } from "../open";
import { Part } from "./Part";
import styles from "./Side.module.css";

export function RequesterPart() {
  const { ticket } = useOpen();
  const { requester } = ticket;
  return (
    <Part title={m.common_requester()}>
      {requester?.id ? (
        <div className={styles.card}>
          <Link to="/customers/$customer" params={{ customer: requester.id }}>
            <UserText>{requester.name ?? requester.email ?? m.ticket_customer()}</UserText>
          </Link>
          {requester.email && (
            <bdi dir="ltr" className={styles.soft}>
              {requester.email}
            </bdi>
          )}
          {requester.organisation && <UserText className={styles.soft}>{requester.organisation}</UserText>}
          {ticket.requester_unproven && <span className={styles.problem}>{m.ticket_unproven()}</span>}
        </div>
      ) : (
        <span className={styles.soft}>{m.common_nobody()}</span>
      )}
    </Part>
  );
}
