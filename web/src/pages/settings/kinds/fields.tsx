/** Custom fields: what the organisation wants to know of its tickets, and when. */
import { IconForms } from "@tabler/icons-react";
import { m } from "#/paraglide/messages.js";
import { said } from "../kit/options";
import type { Kind } from "../kit/spec";
import { FIELD_TYPES, FIELD_VARIANTS } from "./fieldTypes";
import { keySpec } from "./parts";

const PORTAL = [
  ["hidden", m.settings_fields_portal_hidden],
  ["visible", m.settings_fields_portal_visible],
  ["editable", m.settings_fields_portal_editable],
] as const;

export const fields: Kind = {
  path: "fields",
  group: "tickets",
  icon: IconForms,
  title: m.settings_fields_title,
  about: m.settings_fields_about,
  add: m.settings_fields_add,
  none: m.settings_fields_none,
  change: "settings.fields",
  order: { by: "order" },
  fresh: () => ({ names: {}, helps: {}, kind: { type: "text" }, required: false, access: { portal: "hidden" } }),
  Summary: ({ setting }) => <span>{said(FIELD_TYPES, (setting.kind as { type: string }).type)}</span>,
  sections: [
    {
      specs: [
        { name: "names", type: "names", label: m.common_name, required: true },
        keySpec,
        { name: "helps", type: "names", base: "help", label: m.settings_fields_help },
        {
          name: "group_id",
          type: "select",
          from: "field_groups",
          none: m.settings_fields_no_group,
          label: m.settings_fields_group,
        },
        { name: "kind", type: "variant", keepsType: true, label: m.settings_fields_kind, variants: FIELD_VARIANTS },
      ],
    },
    {
      title: m.settings_fields_when,
      specs: [
        {
          name: "shown_if",
          type: "condition",
          scope: "field",
          label: m.settings_fields_shown_if,
          hint: m.settings_fields_shown_if_hint,
        },
        { name: "required", type: "switch", label: m.settings_fields_required },
        {
          name: "required_if",
          type: "condition",
          scope: "field",
          label: m.settings_fields_required_if,
          shown: (draft) => draft.required !== true,
        },
      ],
    },
    {
      title: m.settings_fields_who,
      specs: [
        {
          name: "access",
          type: "object",
          label: m.settings_fields_access,
          hint: m.settings_fields_access_hint,
          part: {
            specs: [
              { name: "see_roles", type: "multi", from: "roles", label: m.settings_fields_see_roles },
              { name: "see_departments", type: "multi", from: "departments", label: m.settings_fields_see_departments },
              { name: "edit_roles", type: "multi", from: "roles", label: m.settings_fields_edit_roles },
              {
                name: "edit_departments",
                type: "multi",
                from: "departments",
                label: m.settings_fields_edit_departments,
              },
              { name: "portal", type: "select", from: PORTAL, label: m.settings_fields_portal },
            ],
          },
        },
      ],
    },
  ],
};
