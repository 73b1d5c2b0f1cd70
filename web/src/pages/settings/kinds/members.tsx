/** Members: who works here, what they may do, and when they are away. */
import { IconUsers } from "@tabler/icons-react";
import type { Member } from "#/api/catalog";
import { lazily } from "#/app/patient";
import { date } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import type { Kind } from "../kit/spec";
import { weeklySpec } from "./parts";

export const awaySpec = {
  name: "away",
  type: "object",
  optional: true,
  label: m.settings_members_away,
  part: {
    fresh: () => ({ from: new Date().toISOString(), until: new Date(Date.now() + 7 * 86_400_000).toISOString() }),
    specs: [
      { name: "from", type: "moment", label: m.settings_members_away_from },
      { name: "until", type: "moment", label: m.settings_members_away_until },
      {
        name: "substitute_id",
        type: "select",
        from: "members",
        none: m.settings_members_away_nobody,
        label: m.settings_members_substitute,
      },
    ],
  },
} as const satisfies Kind["sections"][number]["specs"][number];

export const hoursSpec: Kind["sections"][number]["specs"][number] = {
  name: "calendar",
  type: "object",
  optional: true,
  label: m.settings_members_hours,
  part: {
    fresh: () => ({ time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone, weekly: {} }),
    specs: [
      { name: "time_zone", type: "select", from: "time_zones", label: m.settings_customer_time_zone },
      weeklySpec,
    ],
  },
};

export const members: Kind = {
  path: "members",
  group: "team",
  icon: IconUsers,
  title: m.settings_members_title,
  about: m.settings_members_about,
  add: m.settings_members_add,
  none: m.settings_members_none,
  change: "people.manage",
  fresh: () => ({ department_ids: [], roles: ["member"] }),
  Summary: MemberSummary,
  Extra: lazily(() => import("../extras/Invite")),
  sections: [
    {
      specs: [
        { name: "name", type: "text", label: m.common_name, required: true },
        {
          name: "email",
          type: "text",
          input: "email",
          ltr: true,
          nullable: true,
          label: m.settings_members_email,
          hint: m.settings_members_email_hint,
        },
        {
          name: "language",
          type: "select",
          from: "languages",
          none: m.settings_members_any_language,
          label: m.settings_customer_language,
        },
      ],
    },
    {
      title: m.settings_members_rights,
      specs: [
        { name: "roles", type: "multi", from: "roles", label: m.settings_roles_title },
        { name: "department_ids", type: "multi", from: "departments", label: m.settings_departments_title },
      ],
    },
    { title: m.settings_members_times, specs: [awaySpec, hoursSpec] },
  ],
};

function MemberSummary({ setting }: { setting: object }) {
  const member = setting as Member;
  return (
    <>
      {member.email && <bdi dir="ltr">{member.email}</bdi>}
      {member.administrator && <span>{m.settings_members_administrator()}</span>}
      {member.away && <span>{m.settings_members_away_till({ day: date(member.away.until) })}</span>}
    </>
  );
}
