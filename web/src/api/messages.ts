/** What is said on a ticket: posting it exactly once, changing it, drafts of it. */
import { answer, client, type Schemas } from "#/api/client";
import { queries } from "#/api/queries";
import { type Message, ticketKeys } from "#/api/tickets";

export type NewMessage = Schemas["NewMessage"];
export type Draft = Schemas["Draft"];
export type Revision = Schemas["RevisionList"]["items"][number];

const refresh = (id: string) => void queries.invalidateQueries({ queryKey: ticketKeys.all(id) });

/** `key` makes a repetition harmless: the server carries it out once. */
export async function post(ticket: string, message: NewMessage, key: string): Promise<Message> {
  const params = { path: { id: ticket }, header: { "Idempotency-Key": key } };
  const posted = await answer(client.POST("/tickets/{id}/messages", { params, body: message }));
  await queries.invalidateQueries({ queryKey: ticketKeys.all(ticket) });
  return posted;
}

export async function editMessage(ticket: string, message_id: string, body: string): Promise<Message> {
  const params = { path: { id: ticket, message_id } };
  const edited = await answer(client.PATCH("/tickets/{id}/messages/{message_id}", { params, body: { body } }));
  refresh(ticket);
  return edited;
}

export async function redactMessage(ticket: string, message_id: string, reason: string): Promise<void> {
  const params = { path: { id: ticket, message_id } };
  await answer(client.POST("/tickets/{id}/messages/{message_id}/redact", { params, body: { reason } }));
  refresh(ticket);
}

/** The message with its remote images, for this one look. */
export async function withImages(ticket: string, message_id: string): Promise<string> {
  const params = { path: { id: ticket, message_id }, query: { remote_images: "allow" } } as const;
  return (await answer(client.GET("/tickets/{id}/messages/{message_id}", { params }))).html ?? "";
}

export async function readRevisions(ticket: string, message_id: string): Promise<Revision[]> {
  const params = { path: { id: ticket, message_id } };
  return (await answer(client.GET("/tickets/{id}/messages/{message_id}/revisions", { params }))).items;
}

export const readDraft = (id: string): Promise<Draft> =>
  answer(client.GET("/tickets/{id}/draft", { params: { path: { id } } }));

export const putDraft = (id: string, body: Schemas["NewDraft"]): Promise<Draft> =>
  answer(client.PUT("/tickets/{id}/draft", { params: { path: { id } }, body }));

export const dropDraft = (id: string): Promise<Draft> =>
  answer(client.DELETE("/tickets/{id}/draft", { params: { path: { id } } }));
