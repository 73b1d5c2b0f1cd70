/** What conditions can ask about, and which questions go with each kind of it. */
import { type Field, useCatalog, useNameOf } from "#/api/catalog";
import type { Op } from "#/pages/list/filter/condition";
import { m } from "#/paraglide/messages.js";

export type Kind =
  | "status"
  | "priority"
  | "category"
  | "channel"
  | "sla"
  | "department"
  | "organisation"
  | "customer"
  | "member"
  | "members"
  | "mentions"
  | "tags"
  | "text"
  | "moment"
  | "date"
  | "number"
  | "yes_no"
  | "choice"
  | "choices"
  | "cascade";

export type Path = { path: string; label: string; kind: Kind; group: string; field?: Field };

const ONE: Op[] = ["in", "not_in", "eq", "ne"];
const LISTED: Op[] = ["in", "not_in", "contains", "exists"];
const TIMES: Op[] = ["lt", "gt", "le", "ge", "exists"];

export const OPS: Record<Kind, Op[]> = {
  status: ONE,
  priority: ONE,
  category: ONE,
  channel: ONE,
  sla: ONE,
  department: ["in", "not_in", "exists"],
  organisation: ["eq", "ne", "exists"],
  customer: ["eq", "ne", "exists"],
  member: ["in", "not_in", "eq", "ne", "exists"],
  members: LISTED,
  mentions: LISTED,
  tags: LISTED,
  text: ["contains", "starts_with", "eq", "ne", "exists"],
  moment: ["in_last", "in_next", "on", ...TIMES],
  date: ["on", ...TIMES],
  number: ["eq", "ne", "lt", "le", "gt", "ge", "exists"],
  yes_no: ["eq"],
  choice: ["in", "not_in", "eq", "ne", "exists"],
  choices: LISTED,
  cascade: ["starts_with", "eq", "ne", "exists"],
};

const KINDS: Record<Field["kind"]["type"], Kind> = {
  text: "text",
  long_text: "text",
  url: "text",
  email: "text",
  phone: "text",
  regex: "text",
  number: "number",
  integer: "number",
  date: "date",
  date_time: "moment",
  yes_no: "yes_no",
  choice: "choice",
  multi_choice: "choices",
  cascading_choice: "cascade",
  member: "member",
  customer: "customer",
};

function ofTicket(): [string, string, Kind][] {
  return [
    ["status", m.common_status(), "status"],
    ["status_category", m.list_category(), "category"],
    ["priority", m.common_priority(), "priority"],
    ["assignee_ids", m.common_assignees(), "members"],
    ["unassigned", m.list_is_unassigned(), "yes_no"],
    ["department_id", m.common_department(), "department"],
    ["tags", m.common_tags(), "tags"],
    ["subject", m.common_subject(), "text"],
    ["description", m.list_description(), "text"],
    ["channel", m.list_channel(), "channel"],
    ["sla.state", m.list_sla_state(), "sla"],
    ["overdue", m.list_is_overdue(), "yes_no"],
    ["snoozed", m.list_is_snoozed(), "yes_no"],
    ["mentioned_ids", m.list_mentioned(), "mentions"],
    ["watcher_ids", m.list_watchers(), "members"],
  ];
}

function ofTime(): [string, string, Kind][] {
  return [
    ["created_at", m.common_created(), "moment"],
    ["updated_at", m.common_updated(), "moment"],
    ["due_at", m.list_due(), "moment"],
    ["sla.due_at", m.list_sla_due(), "moment"],
    ["window_from", m.list_window_from(), "moment"],
    ["window_to", m.list_window_to(), "moment"],
    ["snoozed_until", m.list_snoozed_until(), "moment"],
    ["first_response_at", m.list_first_response(), "moment"],
    ["last_customer_message_at", m.list_customer_wrote(), "moment"],
    ["last_staff_message_at", m.list_staff_wrote(), "moment"],
  ];
}

function ofRequester(): [string, string, Kind][] {
  return [
    ["requester_id", m.common_requester(), "customer"],
    ["organisation_id", m.list_organisation(), "organisation"],
    ["requester.email", m.list_requester_email(), "text"],
    ["requester.language", m.list_requester_language(), "text"],
  ];
}

function ofNumbers(): [string, string, Kind][] {
  return [
    ["number", m.list_number(), "number"],
    ["message_count", m.list_messages(), "number"],
    ["file_count", m.list_files(), "number"],
    ["minutes_spent", m.list_minutes(), "number"],
    ["open_child_count", m.list_open_children(), "number"],
  ];
}

/** Everything that can be asked about, the organisation's own fields last. */
export function usePaths(): Path[] {
  const nameOf = useNameOf();
  const fields = (useCatalog("fields") ?? []).filter((field) => !field.retired);
  const groups: [string, [string, string, Kind][]][] = [
    [m.list_group_ticket(), ofTicket()],
    [m.list_group_requester(), ofRequester()],
    [m.list_group_time(), ofTime()],
    [m.list_group_numbers(), ofNumbers()],
  ];
  const builtIn = groups.flatMap(([group, paths]) =>
    paths.map(([path, label, kind]) => ({ path, label, kind, group })),
  );
  const own = fields.map((field) => {
    const group = m.list_group_fields();
    return { path: `fields.${field.key}`, label: nameOf(field), kind: KINDS[field.kind.type], group, field };
  });
  return [...builtIn, ...own];
}

export function opLabel(op: Op, kind: Kind): string {
  const isTime = kind === "moment" || kind === "date";
  const labels: Record<Op, () => string> = {
    eq: m.list_op_eq,
    ne: m.list_op_ne,
    in: m.list_op_in,
    not_in: m.list_op_not_in,
    contains: m.list_op_contains,
    starts_with: m.list_op_starts_with,
    lt: isTime ? m.list_op_before : m.list_op_lt,
    le: isTime ? m.list_op_until : m.list_op_le,
    gt: isTime ? m.list_op_after : m.list_op_gt,
    ge: isTime ? m.list_op_since : m.list_op_ge,
    exists: m.list_op_exists,
    on: m.list_op_on,
    in_last: m.list_op_in_last,
    in_next: m.list_op_in_next,
  };
  return labels[op]();
}

/** What a question begins with when one has only just asked it. */
export function firstValue(kind: Kind, op: Op): unknown {
  if (op === "exists" || kind === "yes_no") return true;
  if (op === "in" || op === "not_in") return [];
  if (op === "in_last") return "7d";
  if (op === "in_next") return "1d";
  if (op === "on" || kind === "moment" || kind === "date") return "today";
  return kind === "cascade" ? [] : undefined;
}
