/** Service levels: what is promised on which tickets, and by when. */
import { IconHourglass } from "@tabler/icons-react";
import type { Schemas } from "#/api/client";
import { lazily } from "#/app/patient";
import { duration } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { said, type Words } from "../kit/options";
import type { Kind } from "../kit/spec";
import { CATEGORIES, CLOCKS } from "../kit/words";
import { targetSpecs } from "./targets";

const APPLIES: Words = [
  ["new", m.settings_sla_applies_new],
  ["open_from_now", m.settings_sla_applies_open_from_now],
  ["open_from_start", m.settings_sla_applies_open_from_start],
];
const ByPriorityEditor = lazily(() => import("../editors/ByPriorityEditor"));

export const slaPolicies: Kind = {
  path: "sla_policies",
  group: "time",
  icon: IconHourglass,
  title: m.settings_sla_title,
  about: m.settings_sla_about,
  add: m.settings_sla_add,
  none: m.settings_sla_empty,
  change: "settings.sla",
  order: { by: "position" },
  fresh: () => ({
    names: {},
    active: true,
    targets: { first_response: 3_600, resolution: 28_800 },
    by_priority: {},
    calendar: { type: "department" },
    pause: ["pending"],
    warn_at: [75],
    warn_before_due: [],
    escalate_after: [],
    applies: "new",
  }),
  Summary: SlaSummary,
  Extra: lazily(() => import("../extras/TryPolicy")),
  sections: [
    {
      specs: [
        { name: "names", type: "names", label: m.common_name, required: true },
        { name: "active", type: "switch", label: m.settings_active },
        {
          name: "match",
          type: "condition",
          scope: "field",
          label: m.settings_sla_match,
          hint: m.settings_sla_match_hint,
        },
      ],
    },
    {
      title: m.settings_sla_promised,
      specs: [
        { name: "targets", type: "object", label: m.settings_sla_targets, part: { specs: targetSpecs } },
        { name: "by_priority", type: "custom", Editor: ByPriorityEditor, label: m.settings_sla_by_priority },
        {
          name: "calendar",
          type: "variant",
          label: m.settings_sla_hours,
          variants: [
            { type: "department", label: m.settings_sla_hours_department, specs: [] },
            {
              type: "named",
              label: m.settings_sla_hours_named,
              specs: [{ name: "calendar", type: "select", from: "calendars", label: m.settings_departments_calendar }],
            },
            { type: "always_open", label: m.settings_sla_hours_always, specs: [] },
          ],
        },
        { name: "pause", type: "multi", from: CATEGORIES, label: m.settings_sla_pause },
      ],
    },
    {
      title: m.settings_sla_warnings,
      specs: [
        { name: "warn_at", type: "numbers", label: m.settings_sla_warn_at, hint: m.settings_sla_warn_at_hint },
        { name: "warn_before_due", type: "durations", label: m.settings_sla_warn_before_due },
        { name: "escalate_after", type: "durations", label: m.settings_sla_escalate_after },
      ],
    },
    {
      title: m.settings_sla_from_when,
      specs: [{ name: "applies", type: "select", from: APPLIES, label: m.settings_sla_applies }],
    },
  ],
};

function SlaSummary({ setting }: { setting: object }) {
  const { targets } = setting as Schemas["SlaPolicy"];
  return Object.entries(targets).map(([clock, seconds]) =>
    typeof seconds === "number" ? (
      <span key={clock}>
        {said(CLOCKS, clock)}: {duration(seconds)}
      </span>
    ) : null,
  );
}
