/** Groups of custom fields, as the ticket shows them. */
import { IconLayoutList } from "@tabler/icons-react";
import { m } from "#/paraglide/messages.js";
import type { Kind } from "../kit/spec";

export const fieldGroups: Kind = {
  path: "field_groups",
  group: "tickets",
  icon: IconLayoutList,
  title: m.settings_field_groups_title,
  about: m.settings_field_groups_about,
  add: m.settings_field_groups_add,
  none: m.settings_field_groups_none,
  change: "settings.fields",
  order: { by: "order" },
  fresh: () => ({ names: {}, collapsed: false }),
  sections: [
    {
      specs: [
        { name: "names", type: "names", label: m.common_name, required: true },
        { name: "collapsed", type: "switch", label: m.settings_field_groups_collapsed },
      ],
    },
  ],
};
