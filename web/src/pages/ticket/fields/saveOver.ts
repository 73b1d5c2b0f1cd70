/** Saving custom fields, but never unseen over what somebody else wrote. */
import { ApiError } from "#/api/client";
import { queries } from "#/api/queries";
import { changeTicket } from "#/api/ticketChanges";
import { type Ticket, ticketQuery } from "#/api/tickets";
import { collision, type Values } from "./changes";

export type FieldConflict = { key: string; theirs: unknown };
type Told = (conflict: FieldConflict) => void;

/** The ticket as it is then; nothing where somebody wrote something else since one began: that is told instead. */
export async function saveOver(ticket: Ticket, save: Values, began: Values, onConflict: Told) {
  const meets = (now: Ticket) => {
    const key = collision(began, now.fields, save);
    if (key !== undefined) onConflict({ key, theirs: now.fields[key] ?? null });
    return key !== undefined;
  };
  if (meets(ticket)) return undefined;
  try {
    return await changeTicket(ticket, { fields: save }, ticket.version);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 412) throw error;
    const now = await queries.fetchQuery({ ...ticketQuery(ticket.id), staleTime: 0 });
    return meets(now) ? undefined : changeTicket(now, { fields: save });
  }
}
