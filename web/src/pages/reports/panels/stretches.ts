/** What stretches of time are called. */
import { date, dayAndMonth, month } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import type { Interval } from "../filter";

export function stretchLabel(from: string, interval: Interval): string {
  return interval === "month" ? month(from) : dayAndMonth(from);
}

export function stretchTitle(from: string, to: string, interval: Interval): string {
  if (interval === "month") return month(from);
  if (interval === "day") return date(from);
  const last = new Date(new Date(to).getTime() - 1);
  return m.reports_between({ from: date(from), to: date(last) });
}
