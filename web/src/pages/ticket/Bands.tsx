/** What has to be known before anything else: that this is the past, that the ticket is gone, that it is a part of another. */

import { Link } from "@tanstack/react-router";
import { restoreTicket, unmerge, wake } from "#/api/ticketChanges";
import { useTicket } from "#/api/tickets";
import { dateTime } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { ServersWords } from "#/ui/ServersWords";
import { failed } from "#/ui/toast";
import { useOpen } from "./open";
import { isPosition } from "./search";
import styles from "./TicketPane.module.css";

export function Bands({ onNow }: { onNow: () => void }) {
  const { ticket, asOf, may } = useOpen();
  const attempt = (what: () => Promise<unknown>) => void what().catch((error) => failed(m.ticket_not_saved(), error));
  const snoozed = ticket.snoozed_until !== null && new Date(ticket.snoozed_until) > new Date();
  if (asOf !== undefined)
    return (
      <div className={styles.band} role="status">
        {m.ticket_as_of({ moment: dateTime(isPosition(asOf) ? ticket.updated_at : asOf) })}
        <button type="button" onClick={onNow}>
          {m.ticket_back_to_now()}
        </button>
      </div>
    );
  return (
    <>
      {ticket.deleted && (
        <div className={styles.band} data-tone="danger" role="status">
          {m.ticket_deleted()}
          <button type="button" onClick={() => attempt(() => restoreTicket(ticket.id))}>
            {m.ticket_restore()}
          </button>
        </div>
      )}
      {ticket.merged_into && <Merged into={ticket.merged_into} onApart={() => attempt(() => unmerge(ticket.id))} />}
      {snoozed && (
        <div className={styles.band} role="status">
          {m.ticket_snoozed({ moment: dateTime(ticket.snoozed_until ?? "") })}
          {may("tickets.change") && (
            <button type="button" onClick={() => attempt(() => wake(ticket.id))}>
              {m.ticket_wake()}
            </button>
          )}
        </div>
      )}
      {ticket.warnings.map((warning) => (
        <div key={warning.code} className={styles.band} data-tone="warning" role="status">
          <ServersWords>{warning.detail}</ServersWords>
        </div>
      ))}
    </>
  );
}

function Merged({ into, onApart }: { into: string; onApart: () => void }) {
  const { ticket } = useTicket(into);
  return (
    <div className={styles.band} data-tone="warning" role="status">
      {m.ticket_merged({ reference: ticket?.reference ?? "" })}
      <Link to="/tickets/$ticket" params={{ ticket: into }}>
        {m.ticket_merged_open()}
      </Link>
      <button type="button" onClick={onApart}>
        {m.ticket_unmerge()}
      </button>
    </div>
  );
}
