/** What conditions may ask about, as the API's document tells, and what each is compared by. */
import type { Field } from "#/api/catalog";
import { m } from "#/paraglide/messages.js";
import type { Option, Source, Words } from "../options";
import type { Scope } from "../spec";
import { CATEGORIES, CHANNELS, CLOCKS, EVENTS, SLA_STATES } from "../words";

export type Kind = "choice" | "many" | "text" | "moment" | "number" | "flag";
export type Path = {
  path: string;
  label: string;
  kind: Kind;
  from?: Source;
  options?: Option[];
  ops?: readonly string[];
};
type Known = readonly [path: string, label: () => string, kind: Kind, from?: Source];

const TICKET: Known[] = [
  ["status", m.common_status, "choice", "statuses"],
  ["status_category", m.settings_path_status_category, "choice", CATEGORIES],
  ["priority", m.common_priority, "choice", "priorities"],
  ["department_id", m.common_department, "choice", "departments"],
  ["assignee_ids", m.common_assignees, "many", "members"],
  ["channel", m.settings_path_channel, "choice", CHANNELS],
  ["tags", m.common_tags, "many"],
  ["subject", m.common_subject, "text"],
  ["description", m.settings_path_description, "text"],
  ["due_at", m.common_due, "moment"],
];

const MORE: Known[] = [
  ["unassigned", m.settings_path_unassigned, "flag"],
  ["overdue", m.settings_path_overdue, "flag"],
  ["snoozed", m.settings_path_snoozed, "flag"],
  ["requester.email", m.settings_path_requester_email, "text"],
  ["requester.language", m.settings_path_requester_language, "choice", "languages"],
  ["created_at", m.settings_path_created_at, "moment"],
  ["updated_at", m.settings_path_updated_at, "moment"],
  ["first_response_at", m.settings_path_first_response_at, "moment"],
  ["last_customer_message_at", m.settings_path_last_customer_message_at, "moment"],
  ["last_staff_message_at", m.settings_path_last_staff_message_at, "moment"],
  ["snoozed_until", m.settings_path_snoozed_until, "moment"],
  ["window_from", m.settings_path_window_from, "moment"],
  ["window_to", m.settings_path_window_to, "moment"],
  ["watcher_ids", m.settings_path_watcher_ids, "many", "members"],
  ["mentioned_ids", m.settings_path_mentioned_ids, "many", "members"],
  ["message_count", m.settings_path_message_count, "number"],
  ["file_count", m.settings_path_file_count, "number"],
  ["minutes_spent", m.settings_path_minutes_spent, "number"],
  ["number", m.settings_path_number, "number"],
];

const LISTS: Known[] = [
  ["sla.state", m.settings_path_sla_state, "choice", SLA_STATES],
  ["sla.due_at", m.settings_path_sla_due_at, "moment"],
  ["sla.warn_at", m.settings_path_sla_warn_at, "moment"],
  ["open_child_count", m.settings_path_open_child_count, "number"],
];

const AUTHORS: Words = [
  ["customer", m.settings_author_customer],
  ["staff", m.settings_author_staff],
  ["automation", m.settings_author_automation],
];
const ACTORS: Words = [
  ["member", m.settings_actor_member],
  ["customer", m.settings_author_customer],
  ["visitor", m.settings_actor_visitor],
  ["api_key", m.settings_actor_api_key],
  ["rule", m.settings_actor_rule],
  ["system", m.settings_actor_system],
];
const VISIBILITIES: Words = [
  ["public", m.settings_visibility_public],
  ["internal", m.settings_visibility_internal],
];

const CHANGED: Words = TICKET.filter(([path]) => path !== "status_category" && path !== "channel").map(
  ([path, label]) => [path, label] as const,
);

const RULES: Known[] = [
  ["event", m.settings_path_event, "choice", EVENTS],
  ["event.actor", m.settings_path_event_actor, "choice", ACTORS],
  ["changed", m.settings_path_changed, "many", CHANGED],
  ["before.status", m.settings_path_before_status, "choice", "statuses"],
  ["before.priority", m.settings_path_before_priority, "choice", "priorities"],
  ["before.department_id", m.settings_path_before_department, "choice", "departments"],
  ["message.visibility", m.settings_path_message_visibility, "choice", VISIBILITIES],
  ["message.author", m.settings_path_message_author, "choice", AUTHORS],
  ["message.body", m.settings_path_message_body, "text"],
  ["event.clock", m.settings_path_event_clock, "choice", CLOCKS],
  ["event.percent", m.settings_path_event_percent, "number"],
  ["in_hours", m.settings_path_in_hours, "flag"],
];

const BY_SCOPE: Record<Scope, Known[]> = {
  field: TICKET,
  list: [...TICKET, ...MORE, ...LISTS],
  rule: [...TICKET, ...RULES, ...MORE],
};

/** All that may be asked in a place, the organisation's own fields too. */
export function pathsOf(scope: Scope, fields: Field[], nameOf: (field: Field) => string, locale: string): Path[] {
  const known = BY_SCOPE[scope].map(([path, label, kind, from]) => ({
    path,
    label: label(),
    kind,
    ...(from === undefined ? {} : { from }),
  }));
  return [...known, ...fields.map((field) => pathOfField(field, nameOf(field), locale))];
}

type Choice = { key: string; name: string; names?: Record<string, string> };

function pathOfField(field: Field, label: string, locale: string): Path {
  const path = `fields.${field.key}`;
  const options = (field.kind.choices as Choice[] | undefined)?.map((choice) => ({
    value: choice.key,
    label: choice.names?.[locale] ?? choice.name,
  }));
  switch (field.kind.type) {
    case "choice":
      return { path, label, kind: "choice", options: options ?? [] };
    case "multi_choice":
      return { path, label, kind: "many", options: options ?? [] };
    case "member":
      return { path, label, kind: "choice", from: "members" };
    case "yes_no":
      return { path, label, kind: "flag" };
    case "number":
    case "integer":
      return { path, label, kind: "number" };
    case "date":
    case "date_time":
      return { path, label, kind: "moment" };
    case "cascading_choice":
    case "customer":
      return { path, label, kind: "text", ops: ["exists"] };
    default:
      return { path, label, kind: "text" };
  }
}

const OPS: Record<Kind, readonly string[]> = {
  choice: ["eq", "ne", "in", "not_in", "exists"],
  many: ["contains", "in", "not_in", "exists"],
  text: ["contains", "starts_with", "eq", "ne", "exists"],
  moment: ["lt", "gt", "in_last", "in_next", "on", "le", "ge", "exists"],
  number: ["eq", "ne", "lt", "le", "gt", "ge", "exists"],
  flag: ["eq"],
};

/** These always have a value, or are always known. */
const ALWAYS_THERE = new Set(["status", "priority", "status_category", "channel", "event", "event.actor", "sla.state"]);
const RELATIVE = new Set(["in_last", "in_next", "on"]);

export function opsOf(path: Path, scope: Scope): readonly string[] {
  const ops = path.ops ?? OPS[path.kind];
  const fits = ops.filter((op) => !(op === "exists" && ALWAYS_THERE.has(path.path)));
  return scope === "field" ? fits.filter((op) => !RELATIVE.has(op)) : fits;
}

/** A value to begin with, of the sort that the op takes. */
export function beginningOf(path: Path, op: string): unknown {
  if (op === "exists" || path.kind === "flag") return true;
  if (op === "in" || op === "not_in") return [];
  if (op === "in_last" || op === "in_next") return "7d";
  if (path.kind === "number") return 0;
  return path.kind === "moment" ? "now" : "";
}

/** What was chosen goes on where the other op takes the same. */
export function carriedOver(path: Path, op: string, value: unknown): unknown {
  const begin = beginningOf(path, op);
  if (Array.isArray(begin)) return Array.isArray(value) ? value : value ? [value] : [];
  if (Array.isArray(value)) return value[0] ?? begin;
  return typeof value === typeof begin && op !== "in_last" && op !== "in_next" ? value : begin;
}
