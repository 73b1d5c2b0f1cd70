/** Days and weeks of a calendar, on the clock of this device. */

/** 0 is Sunday. Where a browser does not know, as the languages of the console usually have it. */
export function firstDayOf(locale: string): number {
  const told = new Intl.Locale(locale) as Intl.Locale & { getWeekInfo?: () => { firstDay: number } };
  const first = told.getWeekInfo?.().firstDay;
  return first === undefined ? (locale === "ar" ? 6 : 0) : first % 7;
}

export function dayKey(date: Date): string {
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0"));
  return `${date.getFullYear()}-${month}-${day}`;
}

/** The beginning of a day; of today where it is none. */
export function dateOf(key: string | undefined, today = new Date()): Date {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(key ?? "");
  if (!found) return new Date(today.getFullYear(), today.getMonth(), today.getDate());
  return new Date(Number(found[1]), Number(found[2]) - 1, Number(found[3]));
}

export function plusDays(key: string, days: number): string {
  const date = dateOf(key);
  return dayKey(new Date(date.getFullYear(), date.getMonth(), date.getDate() + days));
}

export function daysBetween(from: string, to: string): number {
  const noon = (key: string) => dateOf(key).getTime() + 12 * 3_600_000;
  return Math.round((noon(to) - noon(from)) / 86_400_000);
}

/** The week in which a day lies. */
export function weekOf(key: string, firstDay: number): string[] {
  const back = (dateOf(key).getDay() - firstDay + 7) % 7;
  return Array.from({ length: 7 }, (_, at) => plusDays(key, at - back));
}

/** The weeks of a month, whole ones. */
export function monthOf(key: string, firstDay: number): string[][] {
  const date = dateOf(key);
  const last = new Date(date.getFullYear(), date.getMonth() + 1, 0);
  const weeks = [weekOf(dayKey(new Date(date.getFullYear(), date.getMonth(), 1)), firstDay)];
  while ((weeks.at(-1)?.[6] ?? "") < dayKey(last)) weeks.push(weekOf(plusDays(weeks.at(-1)?.[6] ?? key, 1), firstDay));
  return weeks;
}

/** A month or a week further on. */
export function turned(key: string, span: "month" | "week", by: number): string {
  if (span === "week") return plusDays(key, 7 * by);
  const date = dateOf(key);
  return dayKey(new Date(date.getFullYear(), date.getMonth() + by, 1));
}

/** The same time so many days later, whatever the clocks do meanwhile. */
export function shifted(moment: string, days: number): string {
  const date = new Date(moment);
  date.setDate(date.getDate() + days);
  return date.toISOString();
}
