/** API keys: how programs come in, in one's own name or as an integration. */
import { IconKey } from "@tabler/icons-react";
import type { Schemas } from "#/api/client";
import { lazily } from "#/app/patient";
import { date } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { Moment } from "#/ui/Moment";
import { keepSecret } from "../kit/secrets";
import type { Kind } from "../kit/spec";

const PermissionsEditor = lazily(() => import("../editors/LimitEditor"));

export const apiKeys: Kind = {
  path: "api_keys",
  group: "self",
  icon: IconKey,
  title: m.settings_keys_title,
  about: m.settings_keys_about,
  add: m.settings_keys_add,
  none: m.settings_keys_none,
  final: true,
  extraFirst: true,
  fresh: () => ({ integration: false, department_ids: [] }),
  onCreated: (created) => keepSecret(created.id, (created as unknown as Schemas["ApiKeyWithSecret"]).secret),
  Extra: lazily(() => import("../extras/KeySecret")),
  Summary: ({ setting }) => {
    const key = setting as unknown as Schemas["ApiKey"];
    return (
      <>
        {key.prefix && <bdi dir="ltr">{key.prefix}…</bdi>}
        <span>{key.owner_id === null ? m.settings_keys_integration() : m.settings_keys_own()}</span>
        <span>{key.last_used_at ? <Moment at={key.last_used_at} /> : m.settings_keys_never_used()}</span>
        {key.expires_at && <span>{m.settings_keys_until({ day: date(key.expires_at) })}</span>}
      </>
    );
  },
  sections: [
    {
      specs: [
        { name: "name", type: "text", label: m.common_name, required: true, hint: m.settings_keys_name_hint },
        {
          name: "integration",
          type: "switch",
          fixed: true,
          label: m.settings_keys_is_integration,
          hint: m.settings_keys_is_integration_hint,
        },
        { name: "expires_at", type: "moment", label: m.settings_keys_expires, hint: m.settings_keys_expires_hint },
      ],
    },
    {
      title: m.settings_keys_limits,
      specs: [
        {
          name: "department_ids",
          type: "multi",
          from: "departments",
          label: m.settings_keys_departments,
          hint: m.settings_keys_departments_hint,
        },
        { name: "permissions", type: "custom", Editor: PermissionsEditor, label: m.settings_roles_permissions },
      ],
    },
  ],
};
