/** What stands before a view's name: a sign for those that every installation begins with. */
import {
  IconAlarm,
  IconAt,
  IconClockExclamation,
  IconFilter,
  IconHourglass,
  IconInbox,
  IconMessage2Exclamation,
  IconMoon,
  IconProgressAlert,
  IconStack2,
  IconUser,
} from "@tabler/icons-react";
import type { View } from "#/api/views";

const ICONS = {
  mine: IconUser,
  all_open: IconStack2,
  unassigned: IconInbox,
  overdue: IconClockExclamation,
  due_today: IconAlarm,
  sla_breached: IconProgressAlert,
  sla_soon: IconHourglass,
  waiting_for_us: IconMessage2Exclamation,
  mentioned_me: IconAt,
  snoozed: IconMoon,
} as const;

export function viewIcon(view: View) {
  const Icon = ICONS[(view.key ?? "") as keyof typeof ICONS] ?? IconFilter;
  return <Icon size={16} />;
}
