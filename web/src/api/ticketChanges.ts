/** What people do to a ticket. What was asked for is shown at once, and taken back when the server refuses. */
import { answer, client, type Schemas } from "#/api/client";
import { queries } from "#/api/queries";
import { rememberTicket, type Ticket, ticketKeys } from "#/api/tickets";

/** `null` takes a value away. */
export type TicketChange = Schemas["TicketPatch"];

/** Changes values; with `expected` only if the ticket still is at that version. */
export async function changeTicket(ticket: Ticket, change: TicketChange, expected?: number): Promise<Ticket> {
  const key = ticketKeys.itself(ticket.id);
  const before = queries.getQueryData<Ticket>(key);
  await queries.cancelQueries({ queryKey: key });
  if (before) queries.setQueryData(key, changed(before, change));
  const header = expected === undefined ? {} : { "If-Match": `"${expected}"` };
  const params = { path: { id: ticket.id }, header };
  try {
    return kept(await answer(client.PATCH("/tickets/{id}", { params, body: change })));
  } catch (error) {
    if (before) queries.setQueryData(key, before);
    void queries.invalidateQueries({ queryKey: key });
    throw error;
  }
}

/** The ticket as it will look; what only the server knows comes with its answer. */
export function changed(ticket: Ticket, change: TicketChange): Ticket {
  const { fields, requester: _requester, keep_assignees: _keep, ...plain } = change;
  return { ...ticket, ...plain, ...(fields ? { fields: { ...ticket.fields, ...fields } } : {}) } as Ticket;
}

/** The change that takes another one back. */
export function inverse(ticket: Ticket, change: TicketChange): TicketChange {
  const back: Record<string, unknown> = {};
  for (const name of Object.keys(change) as (keyof TicketChange)[]) {
    if (name === "keep_assignees") continue;
    if (name === "fields") {
      const names = Object.keys(change.fields ?? {});
      back.fields = Object.fromEntries(names.map((field) => [field, ticket.fields[field] ?? null]));
    } else if (name === "requester") back.requester = ticket.requester?.id ? { id: ticket.requester.id } : null;
    else back[name] = ticket[name];
  }
  if ("department_id" in change) back.assignee_ids = ticket.assignee_ids;
  return back as TicketChange;
}

export function kept(ticket: Ticket): Ticket {
  rememberTicket(ticket);
  return ticket;
}

const on = (id: string) => ({ params: { path: { id } } });
const fresh = (id: string) => void queries.invalidateQueries({ queryKey: ticketKeys.all(id) });

export const claim = async (id: string, version: number) =>
  kept(
    await answer(
      client.POST("/tickets/{id}/claim", { params: { path: { id }, header: { "If-Match": `"${version}"` } } }),
    ),
  );

export const handOver = async (id: string, body: Schemas["HandOver"]) =>
  kept(await answer(client.POST("/tickets/{id}/hand_over", { ...on(id), body })));

export const snooze = async (id: string, until: string) =>
  kept(await answer(client.POST("/tickets/{id}/snooze", { ...on(id), body: { until } })));

export const wake = async (id: string) => kept(await answer(client.DELETE("/tickets/{id}/snooze", on(id))));

export const deleteTicket = async (id: string) => kept(await answer(client.DELETE("/tickets/{id}", on(id))));

export const restoreTicket = async (id: string) => kept(await answer(client.POST("/tickets/{id}/restore", on(id))));

/** The ticket becomes a part of the other one, which is answered. */
export async function mergeInto(id: string, other: string): Promise<Ticket> {
  const whole = await answer(client.POST("/tickets/{id}/merge", { ...on(other), body: { ticket_ids: [id] } }));
  fresh(id);
  return kept(whole);
}

export const unmerge = async (id: string) => kept(await answer(client.POST("/tickets/{id}/unmerge", on(id))));

export const cloneTicket = async (id: string) => kept(await answer(client.POST("/tickets/{id}/clone", on(id))));

export const splitMessage = async (id: string, message_id: string, subject?: string) =>
  kept(
    await answer(
      client.POST("/tickets/{id}/messages/{message_id}/split", {
        params: { path: { id, message_id } },
        body: subject ? { subject } : {},
      }),
    ),
  );

export const watch = async (id: string) => kept(await answer(client.POST("/tickets/{id}/watchers", on(id))));

export const unwatch = async (id: string) => kept(await answer(client.DELETE("/tickets/{id}/watchers", on(id))));

export const addGuest = async (id: string, list: "cc" | "watchers", body: Schemas["Guest"]) =>
  kept(
    await answer(
      list === "cc"
        ? client.POST("/tickets/{id}/cc", { ...on(id), body })
        : client.POST("/tickets/{id}/watchers", { ...on(id), body }),
    ),
  );

export async function removeGuest(id: string, list: "cc" | "watchers", participant_id: string): Promise<Ticket> {
  const params = { path: { id, participant_id } };
  const call =
    list === "cc"
      ? client.DELETE("/tickets/{id}/cc/{participant_id}", { params })
      : client.DELETE("/tickets/{id}/watchers/{participant_id}", { params });
  return kept(await answer(call));
}

export async function addLink(id: string, body: Schemas["NewLink"]): Promise<Ticket> {
  const ticket = kept(await answer(client.POST("/tickets/{id}/links", { ...on(id), body })));
  fresh(id);
  return ticket;
}

export async function removeLink(id: string, kind: Schemas["NewLink"]["kind"], ticket_id: string): Promise<Ticket> {
  const params = { path: { id, kind, ticket_id } };
  const ticket = kept(await answer(client.DELETE("/tickets/{id}/links/{kind}/{ticket_id}", { params })));
  fresh(id);
  return ticket;
}

export async function logTime(id: string, body: Schemas["NewTimeEntry"]): Promise<Schemas["TimeEntry"]> {
  const entry = await answer(client.POST("/tickets/{id}/time_entries", { ...on(id), body }));
  fresh(id);
  return entry;
}

export async function removeTime(id: string, entry_id: string): Promise<void> {
  await answer(client.DELETE("/tickets/{id}/time_entries/{entry_id}", { params: { path: { id, entry_id } } }));
  fresh(id);
}

export async function addItem(id: string, text: string): Promise<void> {
  await answer(client.POST("/tickets/{id}/checklist", { ...on(id), body: { text } }));
  fresh(id);
}

export async function changeItem(id: string, item_id: string, body: Schemas["ChecklistItemPatch"]): Promise<void> {
  await answer(client.PATCH("/tickets/{id}/checklist/{item_id}", { params: { path: { id, item_id } }, body }));
  fresh(id);
}

export async function removeItem(id: string, item_id: string): Promise<void> {
  await answer(client.DELETE("/tickets/{id}/checklist/{item_id}", { params: { path: { id, item_id } } }));
  fresh(id);
}

export async function removeFile(id: string, attachment_id: string): Promise<void> {
  await answer(client.DELETE("/tickets/{id}/attachments/{attachment_id}", { params: { path: { id, attachment_id } } }));
  fresh(id);
}

export async function addFiles(id: string, attachment_ids: string[]): Promise<void> {
  await answer(client.POST("/tickets/{id}/attachments", { ...on(id), body: { attachment_ids } }));
  fresh(id);
}

/** Says and does all that the macro asks for, or nothing. */
export async function applyMacro(id: string, macro_id: string): Promise<Ticket> {
  const params = { path: { id, macro_id } };
  const ticket = kept(await answer(client.POST("/tickets/{id}/macros/{macro_id}", { params })));
  fresh(id);
  return ticket;
}
