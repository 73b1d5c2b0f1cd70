/** Statuses: where a ticket stands, what customers read of it, and what may follow. */
import { IconProgress } from "@tabler/icons-react";
import { m } from "#/paraglide/messages.js";
import { said } from "../kit/options";
import type { Kind } from "../kit/spec";
import { CATEGORIES } from "../kit/words";
import { keySpec } from "./parts";

export const statuses: Kind = {
  path: "statuses",
  group: "tickets",
  icon: IconProgress,
  title: m.settings_statuses_title,
  about: m.settings_statuses_about,
  add: m.settings_statuses_add,
  none: m.settings_statuses_none,
  change: "settings.statuses",
  order: { by: "order" },
  fresh: () => ({
    names: {},
    category: "open",
    colour: "blue",
    visible_to_customer: true,
    in_default_lists: true,
    set_by_roles: [],
  }),
  Summary: ({ setting }) => <span>{said(CATEGORIES, String(setting.category))}</span>,
  sections: [
    {
      specs: [
        { name: "names", type: "names", label: m.common_name, required: true },
        keySpec,
        {
          name: "category",
          type: "select",
          from: CATEGORIES,
          label: m.settings_statuses_category,
          hint: m.settings_statuses_category_hint,
        },
        { name: "colour", type: "colour", label: m.settings_colour },
        { name: "in_default_lists", type: "switch", label: m.settings_statuses_in_lists },
      ],
    },
    {
      title: m.settings_statuses_customers,
      specs: [
        { name: "visible_to_customer", type: "switch", label: m.settings_statuses_visible },
        {
          name: "customer_labels",
          type: "names",
          base: "customer_label",
          label: m.settings_statuses_label,
          hint: m.settings_statuses_label_hint,
        },
        {
          name: "on_customer_reply",
          type: "select",
          from: "statuses",
          none: m.settings_statuses_reply_none,
          label: m.settings_statuses_reply,
        },
      ],
    },
    {
      title: m.settings_statuses_rules,
      specs: [
        { name: "next", type: "multi", from: "statuses", nullable: true, label: m.settings_statuses_next },
        {
          name: "set_by_roles",
          type: "multi",
          from: "roles",
          label: m.settings_statuses_roles,
          hint: m.settings_statuses_roles_hint,
        },
      ],
    },
  ],
};
