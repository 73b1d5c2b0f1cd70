/** Roles: what people may do, and to which tickets. */
import { IconShieldLock } from "@tabler/icons-react";

import { lazily } from "#/app/patient";
import { number } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { said, type Words } from "../kit/options";
import type { Kind } from "../kit/spec";
import { keySpec } from "./parts";

const SCOPES: Words = [
  ["own", m.settings_roles_scope_own],
  ["department", m.settings_roles_scope_department],
  ["all", m.settings_roles_scope_all],
];
const PermissionsEditor = lazily(() => import("../editors/PermissionsEditor"));

export const roles: Kind = {
  path: "roles",
  group: "team",
  icon: IconShieldLock,
  title: m.settings_roles_title,
  about: m.settings_roles_about,
  add: m.settings_roles_add,
  none: m.settings_roles_none,
  change: "people.manage",
  fresh: () => ({ names: {}, permissions: ["tickets.read"], scope: "department", unrouted: false }),
  Summary: ({ setting }) => {
    const count = (setting.permissions as string[]).length;
    return (
      <>
        <span>{said(SCOPES, String(setting.scope))}</span>
        <span>{m.settings_count_permissions({ count, n: number(count) })}</span>
      </>
    );
  },
  sections: [
    { specs: [{ name: "names", type: "names", label: m.common_name, required: true }, keySpec] },
    {
      title: m.settings_roles_what,
      specs: [
        { name: "scope", type: "select", from: SCOPES, label: m.settings_roles_scope },
        {
          name: "unrouted",
          type: "switch",
          label: m.settings_roles_unrouted,
          shown: (draft) => draft.scope === "department",
        },
        { name: "permissions", type: "custom", Editor: PermissionsEditor, label: m.settings_roles_permissions },
      ],
    },
  ],
};
