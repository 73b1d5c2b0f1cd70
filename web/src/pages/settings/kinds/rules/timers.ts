/** Timers that set a rule off: so long after or before a moment of the ticket, or on days of the week. */
import { m } from "#/paraglide/messages.js";
import type { Words } from "../../kit/options";
import type { Spec, Variant } from "../../kit/spec";
import { DAYS } from "../../kit/words";

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

export const TIMERS: Variant[] = [
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
export const TIMER_NAMES: Words = TIMERS.map(({ type, label }) => [type, label]);
