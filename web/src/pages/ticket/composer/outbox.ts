/** Messages that are on their way: kept on this device until the server has them, each with a key that makes it once. */
import { ApiError } from "#/api/client";
import { type NewMessage, post } from "#/api/messages";
import { m } from "#/paraglide/messages.js";
import { type DraftText, mentionsIn } from "./draft";

export type Unsent = { key: string; draft: DraftText; status: string | undefined; problem?: string | undefined };

const placeOf = (member: string, ticket: string) => `docket.unsent.${member}.${ticket}`;

/** What a crash or a closed page left behind; whether it arrived is found out by sending it again, which doubles nothing. */
export function keptOutbox(member: string, ticket: string): Unsent[] {
  try {
    const kept = JSON.parse(localStorage.getItem(placeOf(member, ticket)) ?? "[]") as Unsent[];
    return kept.map((unsent) => ({ ...unsent, problem: unsent.problem ?? m.ticket_unsent_left() }));
  } catch {
    return [];
  }
}

export function keepOutbox(member: string, ticket: string, outbox: Unsent[]): void {
  if (outbox.length === 0) localStorage.removeItem(placeOf(member, ticket));
  else localStorage.setItem(placeOf(member, ticket), JSON.stringify(outbox));
}

/** Sends, and forgets what got through, also when its page was left meanwhile. */
export async function send(member: string, ticket: string, unsent: Unsent): Promise<void> {
  await post(ticket, messageOf(unsent), unsent.key);
  const rest = keptOutbox(member, ticket).filter((other) => other.key !== unsent.key);
  keepOutbox(member, ticket, rest);
}

export function messageOf({ draft, status }: Pick<Unsent, "draft" | "status">): NewMessage {
  const mentions = mentionsIn(draft);
  const called = mentions.member_ids.length + mentions.department_ids.length > 0;
  return {
    body: draft.body,
    visibility: draft.visibility,
    format: "markdown",
    attachment_ids: draft.files.map((file) => file.id),
    ...(draft.replyTo ? { reply_to: draft.replyTo } : {}),
    ...(called ? { mentions } : {}),
    ...(status ? { status } : {}),
  };
}

/** What went wrong, and what to try. */
export function problemOf(error: unknown): string {
  if (!(error instanceof ApiError)) return String(error);
  if (error.isOffline) return m.ticket_send_offline();
  if (error.status === 401) return m.ticket_send_signed_out();
  if (error.status === 409 || error.status === 422) return m.ticket_send_refused({ detail: error.ofParts });
  return m.ticket_send_failed({ detail: error.ofParts });
}
