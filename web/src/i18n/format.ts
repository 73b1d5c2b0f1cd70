/** Dates, times, durations and numbers as the chosen language writes them, in Latin or Arabic digits by preference. */
import { getLocale } from "#/paraglide/runtime.js";

const DIGITS = "docket.digits";
export type Digits = "latn" | "arab";

export function digits(): Digits {
  return localStorage.getItem(DIGITS) === "arab" ? "arab" : "latn";
}

export function chooseDigits(chosen: Digits): void {
  localStorage.setItem(DIGITS, chosen);
}

const known = new Map<string, unknown>();

/** Formatters are costly to make, so each is made once per language. */
function kept<T>(kind: string, options: object, make: (tag: string) => T): T {
  const tag = `${getLocale()}-u-nu-${getLocale() === "ar" ? digits() : "latn"}`;
  const key = `${kind}|${tag}|${JSON.stringify(options)}`;
  const found = known.get(key) as T | undefined;
  if (found !== undefined) return found;
  const made = make(tag);
  known.set(key, made);
  return made;
}

export function number(value: number, options?: Intl.NumberFormatOptions): string {
  // most are small counts, which look the same everywhere but in Arabic digits; a formatter takes long to make
  const isPlain = options === undefined && Number.isInteger(value) && value >= 0 && value < 1_000;
  if (isPlain && (getLocale() !== "ar" || digits() === "latn")) return String(value);
  return kept("number", options ?? {}, (tag) => new Intl.NumberFormat(tag, options)).format(value);
}

export function percent(value: number): string {
  return number(value, { style: "percent", maximumFractionDigits: 0 });
}

function dated(value: string | Date, options: Intl.DateTimeFormatOptions): string {
  const format = kept("date", options, (tag) => new Intl.DateTimeFormat(tag, options));
  return format.format(typeof value === "string" ? new Date(value) : value);
}

export const date = (value: string | Date) => dated(value, { dateStyle: "medium" });
export const time = (value: string | Date) => dated(value, { timeStyle: "short" });
export const dateTime = (value: string | Date) => dated(value, { dateStyle: "medium", timeStyle: "short" });
export const fullDateTime = (value: string | Date) => dated(value, { dateStyle: "full", timeStyle: "medium" });
export const dayAndMonth = (value: string | Date) => dated(value, { day: "numeric", month: "short" });
export const month = (value: string | Date) => dated(value, { month: "long", year: "numeric" });
export const weekday = (value: string | Date) => dated(value, { weekday: "short" });

/** Today the time, this year the day, else the date. */
export function shortMoment(value: string, now = new Date()): string {
  const moment = new Date(value);
  if (moment.toDateString() === now.toDateString()) return time(moment);
  return moment.getFullYear() === now.getFullYear() ? dayAndMonth(moment) : date(moment);
}

const UNITS: ReadonlyArray<[Intl.RelativeTimeFormatUnit, number]> = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** "in 3 hours", "5 minutes ago"; below a minute "now". */
export function relative(value: string | Date, now: Date = new Date()): string {
  const seconds = (new Date(value).getTime() - now.getTime()) / 1000;
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 1];
  const options: Intl.RelativeTimeFormatOptions = { numeric: "auto", style: "short" };
  const format = kept("relative", options, (tag) => new Intl.RelativeTimeFormat(tag, options));
  return format.format(unit === "second" ? 0 : Math.trunc(seconds / size), unit);
}

/** How long something takes: "2 hr 5 min", the two largest units that are not zero. */
export function duration(seconds: number): string {
  const whole = Math.round(Math.abs(seconds));
  const parts: [string, number][] = [
    ["day", Math.floor(whole / 86_400)],
    ["hour", Math.floor((whole % 86_400) / 3_600)],
    ["minute", Math.floor((whole % 3_600) / 60)],
  ];
  const shown = parts.filter(([, count]) => count > 0).slice(0, 2);
  if (shown.length === 0) shown.push(["minute", 0]);
  return shown.map(([unit, count]) => number(count, { style: "unit", unit, unitDisplay: "short" })).join(" ");
}

export function bytes(count: number): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(count, 1)) / 3));
  const shown = count / 1000 ** step;
  return number(shown, { style: "unit", unit: units[step] ?? "byte", unitDisplay: "narrow", maximumFractionDigits: 1 });
}

type LengthUnit = "minute" | "hour" | "day" | "week";

/** "7 days". */
export const lengthOfTime = (count: number, unit: LengthUnit): string =>
  number(count, { style: "unit", unit, unitDisplay: "long" });

/** "7 days ago", "in 2 hours"; one day is yesterday or tomorrow. */
export function timeAway(count: number, unit: LengthUnit): string {
  const options: Intl.RelativeTimeFormatOptions = { numeric: "auto" };
  return kept("away", options, (tag) => new Intl.RelativeTimeFormat(tag, options)).format(count, unit);
}

/** One of them, as the language says it. */
export function either(names: string[]): string {
  const options: Intl.ListFormatOptions = { type: "disjunction" };
  return kept("either", options, (tag) => new Intl.ListFormat(tag, options)).format(names);
}

/** Names one after another as the language lists them. */
export function list(names: string[]): string {
  const options: Intl.ListFormatOptions = { type: "conjunction" };
  return kept("list", options, (tag) => new Intl.ListFormat(tag, options)).format(names);
}
