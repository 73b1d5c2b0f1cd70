/** Moves a card to another status: at once on the screen, back again when the server refuses, with a way back for ten seconds. */
import { changeTicket } from "#/api/ticketChanges";
import type { Rows, Ticket } from "#/pages/list/data/rows";
import { m } from "#/paraglide/messages.js";
import { done, failed } from "#/ui/toast";

export async function moveCard(
  ticket: Ticket,
  status: string,
  name: string,
  rowsIn: (status: string) => Rows,
): Promise<void> {
  const before = ticket.status;
  place({ ...ticket, status }, rowsIn(before), rowsIn(status));
  try {
    const moved = await changeTicket(ticket, { status });
    rowsIn(status).put(moved);
    rowsIn(status).changed();
    done(m.list_moved({ number: ticket.reference, status: name }), () => {
      void back(moved, before, rowsIn);
    });
  } catch (error) {
    place(ticket, rowsIn(status), rowsIn(before));
    failed(m.list_move_refused({ subject: ticket.subject }), error);
  }
}

async function back(ticket: Ticket, status: string, rowsIn: (status: string) => Rows): Promise<void> {
  place({ ...ticket, status }, rowsIn(ticket.status), rowsIn(status));
  try {
    await changeTicket(ticket, { status });
  } catch (error) {
    place(ticket, rowsIn(status), rowsIn(ticket.status));
    failed(m.list_move_refused({ subject: ticket.subject }), error);
  }
}

function place(ticket: Ticket, from: Rows, to: Rows): void {
  from.marks.delete(ticket.id);
  from.remove(ticket.id);
  to.marks.delete(ticket.id);
  to.fresh.delete(ticket.id);
  to.putFirst(ticket);
}
