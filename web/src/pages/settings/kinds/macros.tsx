/** Macros: words and steps that members apply with one key. */
import { IconBolt } from "@tabler/icons-react";
import { number } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import type { Kind } from "../kit/spec";
import { MACRO_ACTIONS } from "./actions";
import { forAll, forDepartments } from "./parts";

const VISIBILITIES = [
  ["public", m.settings_visibility_public],
  ["internal", m.settings_visibility_internal],
] as const;

export const macros: Kind = {
  path: "macros",
  group: "tickets",
  icon: IconBolt,
  title: m.settings_macros_title,
  about: m.settings_macros_about,
  add: m.settings_macros_add,
  none: m.settings_macros_none,
  change: "settings.macros",
  own: (setting, me) => (setting.scope as { type: string; id?: string }).id === me.id,
  order: { by: "order" },
  fresh: () => ({ names: {}, actions: [], scope: { type: "all" }, active: true }),
  Summary: ({ setting }) => {
    const count = (setting.actions as unknown[]).length;
    return (
      <>
        {setting.text !== null && <span>{m.settings_macros_writes()}</span>}
        <span>{m.settings_count_actions({ count, n: number(count) })}</span>
      </>
    );
  },
  sections: [
    {
      specs: [
        { name: "names", type: "names", label: m.common_name, required: true },
        { name: "active", type: "switch", label: m.settings_active },
        {
          name: "scope",
          type: "variant",
          label: m.settings_scope,
          variants: [
            forAll,
            forDepartments,
            {
              type: "member",
              label: m.settings_scope_member,
              specs: [{ name: "id", type: "select", from: "members", label: m.settings_actor_member }],
            },
          ],
        },
      ],
    },
    {
      title: m.settings_macros_does,
      specs: [
        {
          name: "text",
          type: "object",
          optional: true,
          label: m.settings_macros_text,
          part: {
            fresh: () => ({ visibility: "public", body: "" }),
            specs: [
              { name: "visibility", type: "select", from: VISIBILITIES, label: m.settings_macros_visibility },
              {
                name: "body",
                type: "text",
                long: true,
                label: m.settings_action_body,
                hint: m.settings_action_placeholders,
              },
            ],
          },
        },
        {
          name: "actions",
          type: "list",
          label: m.settings_actions,
          one: m.settings_actions_one,
          add: m.settings_actions_add,
          variants: MACRO_ACTIONS,
        },
      ],
    },
  ],
};
