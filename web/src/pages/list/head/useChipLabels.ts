/** Filters in words: names of statuses and people instead of their keys. */
import { useCatalog, useNameOf } from "#/api/catalog";
import { useMe } from "#/api/me";
import { date, list } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";

const LABELS: Record<string, () => string> = {
  status: m.common_status,
  not_status: m.list_not_status,
  status_category: m.list_category,
  priority: m.common_priority,
  department: m.common_department,
  assignee: m.common_assignees,
  requester_id: m.common_requester,
  organisation_id: m.list_organisation,
  tag: m.common_tags,
  q: m.common_search,
  text: m.common_subject,
  created_from: m.list_created_from,
  created_to: m.list_created_to,
  due_from: m.list_due_from,
  due_to: m.list_due_to,
  condition: m.list_condition,
  watcher: m.list_watchers,
  cc: m.list_cc,
};
const DATES = new Set(["created_from", "created_to", "due_from", "due_to"]);
const YES: Record<string, () => string> = {
  overdue: m.list_is_overdue,
  snoozed: m.list_is_snoozed,
  unassigned: m.list_is_unassigned,
  all: m.list_is_all,
  include_deleted: m.list_with_deleted,
  include_merged: m.list_with_merged,
};

type Named = { id: string; key?: string | null; name: string };

export function useChipLabels(): (name: string, value: unknown) => string {
  const nameOf = useNameOf();
  const me = useMe();
  const [statuses, priorities] = [useCatalog("statuses"), useCatalog("priorities")];
  const [departments, members, fields] = [useCatalog("departments"), useCatalog("members"), useCatalog("fields")];
  const named = (all: Named[] | undefined, value: string) => {
    const found = all?.find((one) => one.id === value || one.key === value);
    return found ? nameOf({ names: {}, ...found }) : value;
  };
  const one = (name: string, value: string): string => {
    if (name.includes("status")) return named(statuses, value);
    if (name === "priority") return named(priorities, value);
    if (name === "department") return named(departments, value);
    if (value === "me" || value === me.id) return m.list_me();
    if (["assignee", "watcher", "cc"].includes(name)) return named(members, value);
    return DATES.has(name) ? date(value) : value;
  };
  return (name, value) => {
    if (name === "condition") return m.list_condition();
    const yes = YES[name];
    if (yes && String(value) === "true") return yes();
    const field = fields?.find((each) => name === `fields.${each.key}` || name === `field.${each.key}`);
    const label = field ? nameOf(field) : (LABELS[name]?.() ?? name);
    return m.list_chip({
      label,
      value: list(
        String(value)
          .split(",")
          .map((each) => one(name, each)),
      ),
    });
  };
}
