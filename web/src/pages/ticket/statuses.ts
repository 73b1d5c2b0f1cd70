/** Which statuses a ticket can be given next, and why not the others. */
import type { Status } from "#/api/catalog";

export type Refusal = "not-next" | "not-role";
export type NextStatus = { status: Status; refusal: Refusal | undefined };

/** In their order; the present one first among equals is left to whoever shows them. */
export function nextStatuses(statuses: Status[], present: string, roles: string[]): NextStatus[] {
  const next = statuses.find((status) => status.key === present)?.next as string[] | null | undefined;
  return statuses
    .filter((status) => !status.retired || status.key === present)
    .sort((a, b) => a.order - b.order)
    .map((status) => ({ status, refusal: refusal(status, present, next ?? null, roles) }));
}

function refusal(status: Status, present: string, next: string[] | null, roles: string[]): Refusal | undefined {
  if (status.key === present) return undefined;
  if (next !== null && !next.includes(status.key)) return "not-next";
  const { set_by_roles: may } = status;
  return may.length > 0 && !may.some((role) => roles.includes(role)) ? "not-role" : undefined;
}
