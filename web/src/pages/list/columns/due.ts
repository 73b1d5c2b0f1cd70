/** Which of a ticket's dates matters most now: a broken promise, one in danger, the due date. */
import type { Ticket } from "#/pages/list/data/rows";

export type Due = {
  kind: "breached" | "overdue" | "warning" | "paused" | "running" | "due";
  at: string | null;
};

type Dated = Pick<Ticket, "due_at" | "sla">;

export function dueOf({ due_at, sla }: Dated, isDone: boolean, now = Date.now()): Due | undefined {
  const promised = sla?.due_at ?? null;
  if (isDone) return due_at ? { kind: "due", at: due_at } : undefined;
  if (sla?.state === "breached") return { kind: "breached", at: promised };
  if (due_at && new Date(due_at).getTime() < now) return { kind: "overdue", at: due_at };
  if (sla?.state === "warning") return { kind: "warning", at: promised };
  if (due_at && (!promised || due_at < promised)) return { kind: "due", at: due_at };
  if (sla?.state === "running" && promised) return { kind: "running", at: promised };
  if (sla?.state === "paused") return { kind: "paused", at: promised };
  return due_at ? { kind: "due", at: due_at } : undefined;
}
