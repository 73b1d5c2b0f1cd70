/** Rules: when this happened, and the ticket looks so, then do that. */
import { IconRobot } from "@tabler/icons-react";
import type { Schemas } from "#/api/client";
import { lazily } from "#/app/patient";
import { list } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { said, type Words } from "../kit/options";
import type { Kind, Spec, Variant } from "../kit/spec";
import { DAYS, EVENTS } from "../kit/words";
import { RULE_ACTIONS } from "./actions";

const MOMENTS: Words = [
  ["created_at", m.settings_path_created_at],
  ["touched_at", m.settings_moment_touched_at],
  ["status_since", m.settings_moment_status_since],
  ["department_since", m.settings_moment_department_since],
  ["unassigned_since", m.settings_moment_unassigned_since],
  ["waiting_since", m.settings_moment_waiting_since],
  ["first_response_at", m.settings_path_first_response_at],
  ["last_customer_message_at", m.settings_path_last_customer_message_at],
  ["last_staff_message_at", m.settings_path_last_staff_message_at],
  ["due_at", m.common_due],
  ["window_from", m.settings_path_window_from],
  ["window_to", m.settings_path_window_to],
  ["snoozed_until", m.settings_path_snoozed_until],
];
const AHEAD = new Set(["due_at", "window_from", "window_to", "snoozed_until"]);
const length: Spec = { name: "seconds", type: "duration", label: m.settings_timer_length };

const TIMERS: Variant[] = [
  {
    type: "after",
    label: m.settings_timer_after,
    fresh: () => ({ moment: "created_at", seconds: 3_600, business_time: false }),
    specs: [
      length,
      { name: "moment", type: "select", from: MOMENTS, label: m.settings_timer_moment },
      { name: "business_time", type: "switch", label: m.settings_action_business_time },
    ],
  },
  {
    type: "before",
    label: m.settings_timer_before,
    fresh: () => ({ moment: "due_at", seconds: 86_400 }),
    specs: [
      length,
      {
        name: "moment",
        type: "select",
        from: MOMENTS.filter(([moment]) => AHEAD.has(moment)),
        label: m.settings_timer_moment,
      },
    ],
  },
  {
    type: "schedule",
    label: m.settings_timer_schedule,
    fresh: () => ({ days: ["monday"], times: ["08:00"], time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone }),
    specs: [
      { name: "days", type: "multi", from: DAYS, label: m.settings_timer_days, hint: m.settings_timer_days_hint },
      { name: "times", type: "tags", label: m.settings_timer_times, hint: m.settings_timer_times_hint },
      {
        name: "time_zone",
        type: "select",
        from: "time_zones",
        none: () => "UTC",
        label: m.settings_customer_time_zone,
      },
    ],
  },
];
const TIMER_NAMES: Words = TIMERS.map(({ type, label }) => [type, label]);

export const rules: Kind = {
  path: "rules",
  group: "automation",
  icon: IconRobot,
  title: m.settings_rules_title,
  about: m.settings_rules_about,
  add: m.settings_rules_add,
  none: m.settings_rules_none,
  see: "automation.read",
  change: "automation.change",
  order: { by: "position" },
  fresh: () => ({ on: ["ticket.created"], do: [], stop: false, active: true }),
  Summary: RuleSummary,
  Extra: lazily(() => import("../extras/TryRule")),
  sections: [
    {
      specs: [
        { name: "name", type: "text", label: m.common_name, required: true },
        { name: "active", type: "switch", label: m.settings_active },
      ],
    },
    {
      title: m.settings_rules_when,
      specs: [
        {
          name: "timer",
          type: "variant",
          variants: TIMERS,
          none: m.settings_rules_no_timer,
          label: m.settings_rules_timer,
        },
        {
          name: "on",
          type: "multi",
          from: EVENTS,
          label: m.settings_rules_on,
          hint: m.settings_rules_on_hint,
          shown: ({ timer }) => timer === null,
          hidden: [],
        },
      ],
    },
    {
      title: m.settings_rules_if,
      specs: [
        {
          name: "when",
          type: "condition",
          scope: "rule",
          label: m.settings_rules_condition,
          hint: m.settings_rules_condition_hint,
        },
      ],
    },
    {
      title: m.settings_rules_then,
      specs: [
        {
          name: "do",
          type: "list",
          label: m.settings_actions,
          one: m.settings_actions_one,
          add: m.settings_actions_add,
          variants: RULE_ACTIONS,
        },
        { name: "stop", type: "switch", label: m.settings_rules_stop },
      ],
    },
  ],
};

function RuleSummary({ setting }: { setting: object }) {
  const rule = setting as Schemas["Rule"];
  const timer = rule.timer as { type: string } | null;
  const events = rule.on.map((event) => said(EVENTS, event));
  return (
    <>
      {rule.parked && <strong>{m.settings_rules_parked({ reason: rule.parked.reason })}</strong>}
      <span>{timer ? said(TIMER_NAMES, timer.type) : list(events)}</span>
    </>
  );
}
