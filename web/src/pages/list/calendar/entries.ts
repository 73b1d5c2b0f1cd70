/** What stands on which day: due dates, and windows on each of their days. */
import type { Schemas } from "#/api/client";
import { dayKey, plusDays, shifted } from "#/pages/list/calendar/days";

export type Item = Schemas["CalendarItem"];
export type Entry = { key: string; item: Item; kind: "due" | "window"; at: string };
export type Dates = Partial<Pick<Item, "due_at" | "window_from" | "window_to">>;

const LONGEST = 62;

export function entriesByDay(items: readonly Item[]): Map<string, Entry[]> {
  const days = new Map<string, Entry[]>();
  const put = (day: string, entry: Entry) => days.set(day, [...(days.get(day) ?? []), entry]);
  for (const item of items) {
    if (item.due_at)
      put(dayKey(new Date(item.due_at)), { key: `${item.ticket_id}due`, item, kind: "due", at: item.due_at });
    for (const day of windowDays(item)) {
      const at = item.window_from ?? item.window_to ?? "";
      put(day, { key: `${item.ticket_id}window`, item, kind: "window", at });
    }
  }
  for (const entries of days.values()) entries.sort((a, b) => (a.at < b.at ? -1 : 1));
  return days;
}

function windowDays({ window_from, window_to }: Item): string[] {
  const from = window_from ?? window_to;
  if (!from) return [];
  const days = [dayKey(new Date(from))];
  const last = dayKey(new Date(window_to ?? from));
  while (days.length < LONGEST && (days.at(-1) ?? last) < last) days.push(plusDays(days.at(-1) ?? last, 1));
  return days;
}

/** What changes when an entry is moved by so many days. */
export function movedDates({ item, kind }: Entry, days: number): Dates {
  if (kind === "due") return { due_at: item.due_at ? shifted(item.due_at, days) : null };
  return {
    ...(item.window_from ? { window_from: shifted(item.window_from, days) } : {}),
    ...(item.window_to ? { window_to: shifted(item.window_to, days) } : {}),
  };
}

/** The dates that a change takes the place of. */
export function datesBefore(item: Item, dates: Dates): Dates {
  return Object.fromEntries(Object.keys(dates).map((name) => [name, item[name as keyof Dates] ?? null]));
}
