/** Entries and names for tests. */
import type { Entry } from "./history";
import type { Names } from "./names";

const ACTOR: Entry["actor"] = { kind: "member", id: "ana", name: "Ana", via: null };

/** An entry as it comes, with what a test is about. */
export function entry(position: number, type: string, more: Partial<Entry> = {}): Entry {
  const at = new Date(Date.UTC(2026, 2, 3, 8, position)).toISOString();
  return {
    position,
    id: `event-${position}`,
    type: `ticket.${type}`,
    version: position,
    occurred_at: at,
    recorded_at: at,
    actor: ACTOR,
    causation_id: null,
    correlation_id: `chain-${position}`,
    bulk_id: null,
    data: {},
    stream_id: "ticket",
    category: "ticket",
    changes: [],
    ...more,
  };
}

/** Calls everything by its id, and a custom field by its key. */
export const NAMES: Names = {
  status: (id) => id,
  priority: (id) => id,
  department: (id) => id,
  member: (id) => id,
  customer: (id) => id,
  ticket: (id) => id,
  macro: (id) => id,
  field: () => undefined,
  nameOf: (named) => named.name,
};
