/** The kinds that events are told apart by, in filters and by the colours of marks. */
import { m } from "#/paraglide/messages.js";

export const KINDS = ["conversation", "assignment", "status", "fields", "automation", "sla", "other"] as const;
export type Kind = (typeof KINDS)[number];

const KIND_OF: Record<string, Kind> = {
  message_posted: "conversation",
  message_edited: "conversation",
  message_redacted: "conversation",
  message_split: "conversation",
  rated: "conversation",
  assigned: "assignment",
  unassigned: "assignment",
  routed: "assignment",
  requester_changed: "assignment",
  cc_added: "assignment",
  cc_removed: "assignment",
  watched: "assignment",
  unwatched: "assignment",
  created: "status",
  status_changed: "status",
  snoozed: "status",
  woken: "status",
  deleted: "status",
  restored: "status",
  merged: "status",
  unmerged: "status",
  subject_changed: "fields",
  description_changed: "fields",
  priority_changed: "fields",
  scheduled: "fields",
  tagged: "fields",
  untagged: "fields",
  field_changed: "fields",
  rule_fired: "automation",
  notified: "automation",
  automation_stopped: "automation",
  macro_applied: "automation",
  sla_warned: "sla",
  sla_breached: "sla",
  sla_escalated: "sla",
  sla_met: "sla",
};

export function kindOf(type: string): Kind {
  return KIND_OF[type.replace(/^ticket\./, "")] ?? "other";
}

const NAMES: Record<Kind, () => string> = {
  conversation: () => m.history_kind_conversation(),
  assignment: () => m.history_kind_assignment(),
  status: () => m.history_kind_status(),
  fields: () => m.history_kind_fields(),
  automation: () => m.history_kind_automation(),
  sla: () => m.history_kind_sla(),
  other: () => m.history_kind_other(),
};

export const kindName = (kind: Kind) => NAMES[kind]();
