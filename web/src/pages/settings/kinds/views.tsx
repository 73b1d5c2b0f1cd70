/** Views: ways to look at the list, in the order in which the navigation shows them. */
import { IconLayoutGrid } from "@tabler/icons-react";
import { m } from "#/paraglide/messages.js";
import type { Words } from "../kit/options";
import type { Kind } from "../kit/spec";
import { forAll, forDepartments } from "./parts";

const COLUMNS: Words = [
  ["number", m.settings_path_number],
  ["subject", m.common_subject],
  ["status", m.common_status],
  ["priority", m.common_priority],
  ["requester", m.common_requester],
  ["department", m.common_department],
  ["assignees", m.common_assignees],
  ["tags", m.common_tags],
  ["due_at", m.common_due],
  ["created_at", m.common_created],
  ["updated_at", m.common_updated],
  ["sla.state", m.settings_path_sla_state],
  ["sla.due_at", m.settings_path_sla_due_at],
];
const SORTS: Words = [
  ["-created_at", m.settings_sort_newest],
  ["created_at", m.settings_sort_oldest],
  ["-updated_at", m.settings_sort_changed],
  ["due_at", m.settings_sort_due],
  ["sla.due_at", m.settings_path_sla_due_at],
  ["-priority", m.settings_sort_urgent],
];
const GROUPS: Words = [
  ["status", m.common_status],
  ["priority", m.common_priority],
  ["department", m.common_department],
  ["assignee", m.common_assignees],
];

export const views: Kind = {
  path: "views",
  group: "tickets",
  icon: IconLayoutGrid,
  title: m.settings_views_title,
  about: m.settings_views_about,
  add: m.settings_views_add,
  none: m.settings_views_none,
  change: "settings.views",
  own: (setting) => (setting.scope as { type: string }).type === "private",
  order: { by: "order" },
  fresh: () => ({ names: {}, scope: { type: "private" }, columns: [] }),
  sections: [
    {
      specs: [
        { name: "names", type: "names", label: m.common_name, required: true },
        {
          name: "scope",
          type: "variant",
          label: m.settings_scope,
          variants: [{ type: "private", label: m.settings_scope_private, specs: [] }, forAll, forDepartments],
        },
        { name: "condition", type: "condition", scope: "list", label: m.settings_views_condition },
      ],
    },
    {
      title: m.settings_views_look,
      specs: [
        {
          name: "columns",
          type: "multi",
          from: COLUMNS,
          label: m.settings_views_columns,
          hint: m.settings_views_columns_hint,
        },
        { name: "sort", type: "select", from: SORTS, none: m.settings_sort_newest, label: m.settings_views_sort },
        {
          name: "group_by",
          type: "select",
          from: GROUPS,
          none: m.settings_views_no_group,
          label: m.settings_views_group,
        },
      ],
    },
  ],
};
