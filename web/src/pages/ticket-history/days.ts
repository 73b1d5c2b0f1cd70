/** History day by day, and what of it is asked for. */
import { actorKey } from "./actors";
import type { Entry } from "./history";
import { type Kind, kindOf } from "./kinds";

export type Filter = { kinds: readonly Kind[]; person: string };

export const EVERYTHING: Filter = { kinds: [], person: "" };

export function passes(entry: Entry, { kinds, person }: Filter): boolean {
  const isKind = kinds.length === 0 || kinds.includes(kindOf(entry.type));
  return isKind && (person === "" || actorKey(entry.actor) === person);
}

export type Day = { day: string; entries: Entry[] };

/** In the order given, under the day (as the clock here has it) on which each happened. */
export function byDay(entries: readonly Entry[]): Day[] {
  const days: Day[] = [];
  for (const entry of entries) {
    const day = dayOf(new Date(entry.occurred_at));
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return unrepeated(days);
}

function dayOf(moment: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

/** What was told late stands between other days; a day that comes again joins its first part. */
function unrepeated(days: Day[]): Day[] {
  const known = new Map<string, Day>();
  for (const { day, entries } of days) {
    const before = known.get(day);
    if (before) before.entries.push(...entries);
    else known.set(day, { day, entries });
  }
  return [...known.values()];
}
