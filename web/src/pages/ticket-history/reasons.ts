/** Why something happened by itself: the rule, macro, bulk job, key, import or promise behind an entry. */
import type { Entry } from "./history";

export type Reason =
  | { kind: "rule"; fired: Entry | undefined; actor: Entry["actor"]; causes: Entry[] }
  | { kind: "macro"; applied: Entry }
  | { kind: "bulk"; id: string }
  | { kind: "key"; name: string | null }
  | { kind: "import"; line: Entry | undefined }
  | { kind: "sla"; policy: string; version: number; from: string; to: string | undefined }
  | { kind: "system" };

/** All reasons of an entry, the nearest first; none where a person did it by hand. */
export function reasonsOf(entry: Entry, entries: readonly Entry[]): Reason[] {
  const { actor } = entry;
  const found: Reason[] = [];
  if (actor.kind === "rule") found.push(ruleReason(entry, entries));
  const applied = macroOf(entry, entries);
  if (applied) found.push({ kind: "macro", applied });
  if (entry.bulk_id) found.push({ kind: "bulk", id: entry.bulk_id });
  if (actor.kind === "import")
    found.push({ kind: "import", line: entries.find((one) => one.id === entry.causation_id && isLine(one)) });
  if (entry.type.startsWith("ticket.sla_")) found.push(promise(entry));
  else if (actor.kind === "system") found.push({ kind: "system" });
  if (actor.kind === "api_key") found.push({ kind: "key", name: actor.name ?? null });
  else if (actor.via) found.push({ kind: "key", name: actor.via.name });
  return found;
}

/** Whether an entry came about without somebody doing just that. A key alone is said beside the name. */
export function isAutomatic(entry: Entry, entries: readonly Entry[]): boolean {
  return reasonsOf(entry, entries).some((reason) => reason.kind !== "key");
}

function ruleReason(entry: Entry, entries: readonly Entry[]): Reason {
  return { kind: "rule", actor: entry.actor, fired: firedFor(entry, entries), causes: causesOf(entry, entries) };
}

/** The firing whose doing an entry is: the same rule's, set off by the same event, or at least in the same chain. */
function firedFor(entry: Entry, entries: readonly Entry[]): Entry | undefined {
  if (entry.type === "ticket.rule_fired") return entry;
  const firings = entries.filter((one) => one.type === "ticket.rule_fired" && one.actor.id === entry.actor.id);
  const before = firings.filter((one) => one.position <= entry.position).reverse();
  return (
    before.find((one) => entry.causation_id !== null && one.causation_id === entry.causation_id) ??
    before.find((one) => one.correlation_id === entry.correlation_id)
  );
}

/** What led to an entry, as far as it happened to this ticket: its cause, the cause of that, and so on. */
export function causesOf(entry: Entry, entries: readonly Entry[]): Entry[] {
  const byId = new Map(entries.map((one) => [one.id, one]));
  const chain: Entry[] = [];
  let cause = entry.causation_id ? byId.get(entry.causation_id) : undefined;
  while (cause && !chain.includes(cause)) {
    chain.push(cause);
    cause = cause.causation_id ? byId.get(cause.causation_id) : undefined;
  }
  return chain;
}

/** What follows in the same command is a macro's doing. */
function macroOf(entry: Entry, entries: readonly Entry[]): Entry | undefined {
  if (entry.type === "ticket.macro_applied") return entry;
  const before = entries.filter(
    (one) =>
      one.type === "ticket.macro_applied" &&
      one.correlation_id === entry.correlation_id &&
      one.actor.id === entry.actor.id &&
      one.position < entry.position,
  );
  return before.at(-1);
}

const isLine = (entry: Entry) => entry.type === "ticket.activity_recorded";

function promise(entry: Entry): Reason {
  const data = entry.data as { policy: string; policy_version: number; started_at: string; due_at?: string };
  return {
    kind: "sla",
    policy: data.policy,
    version: data.policy_version,
    from: data.started_at,
    to: data.due_at ?? undefined,
  };
}
