/** Departments: who works on which tickets, and how they are shared out. */
import { IconBuilding } from "@tabler/icons-react";
import type { Department } from "#/api/catalog";
import { number } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import type { Kind } from "../kit/spec";
import { HOW } from "../kit/words";

export const departments: Kind = {
  path: "departments",
  group: "team",
  icon: IconBuilding,
  title: m.settings_departments_title,
  about: m.settings_departments_about,
  add: m.settings_departments_add,
  none: m.settings_departments_none,
  change: "settings.departments",
  order: { by: "order" },
  fresh: () => ({
    names: {},
    colour: "teal",
    show_in_navigation: true,
    default_assignment: "none",
    member_ids: [],
    keep_assignees_on_routing: true,
  }),
  Summary: ({ setting }) => {
    const count = (setting as unknown as Department).member_ids.length;
    return <span>{m.settings_count_members({ count, n: number(count) })}</span>;
  },
  sections: [
    {
      specs: [
        { name: "names", type: "names", label: m.common_name, required: true },
        { name: "description", type: "text", long: true, label: m.settings_departments_description },
        { name: "colour", type: "colour", label: m.settings_colour },
        { name: "show_in_navigation", type: "switch", label: m.settings_departments_show },
      ],
    },
    {
      title: m.settings_departments_people,
      specs: [
        { name: "lead_id", type: "select", from: "members", none: m.common_nobody, label: m.settings_departments_lead },
        { name: "member_ids", type: "multi", from: "members", label: m.settings_departments_members },
      ],
    },
    {
      title: m.settings_departments_work,
      specs: [
        { name: "default_assignment", type: "select", from: HOW, label: m.settings_departments_assignment },
        { name: "keep_assignees_on_routing", type: "switch", label: m.settings_departments_keep },
        {
          name: "calendar",
          type: "select",
          from: "calendars",
          none: m.settings_departments_calendar_none,
          label: m.settings_departments_calendar,
        },
        {
          name: "form",
          type: "multi",
          from: "fields",
          nullable: true,
          label: m.settings_departments_form,
          hint: m.settings_departments_form_hint,
        },
      ],
    },
  ],
};
