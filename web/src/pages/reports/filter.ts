/** What the address of the reports asks for: which tickets, of which time; and the lists that show the same ones. */
import type { Condition } from "#/pages/list/filter/condition";
import type { ListSearch } from "#/pages/list/search";

export const PERIODS = ["7d", "30d", "90d", "12m", "own"] as const;
export type Period = (typeof PERIODS)[number];
export const INTERVALS = ["day", "week", "month"] as const;
export type Interval = (typeof INTERVALS)[number];

/** Filters are named as in `GET /tickets`. */
const NARROWING = ["department", "assignee", "priority", "tag", "requester_id", "organisation_id"] as const;

export type Narrowing = Partial<Record<(typeof NARROWING)[number], string>>;
export type ReportSearch = Record<string, string | undefined>;

export type Report = {
  period: Period;
  /** Days of the clock here: the first one, and the last one if it is not today. */
  firstDay: string;
  lastDay: string | undefined;
  interval: Interval;
  narrowing: Narrowing;
  asOf: string | undefined;
};

const DAYS: Record<Exclude<Period, "own" | "12m">, number> = { "7d": 7, "30d": 30, "90d": 90 };
const DATE = /^\d{4}-\d{2}-\d{2}$/;

export function readReport(search: ReportSearch, today = new Date()): Report {
  const period = PERIODS.find((one) => one === search.period) ?? "30d";
  const own = period === "own";
  const given = (name: string) => (own && DATE.test(search[name] ?? "") ? search[name] : undefined);
  const firstDay = given("from") ?? firstDayOf(own ? "30d" : period, today);
  const lastDay = given("to");
  const narrowing = Object.fromEntries(
    NARROWING.flatMap((name) => (search[name] ? [[name, search[name]]] : [])),
  ) as Narrowing;
  const interval = INTERVALS.find((one) => one === search.interval) ?? fitting(firstDay, lastDay, today);
  return { period, firstDay, lastDay, interval, narrowing, asOf: search.as_of };
}

function firstDayOf(period: Exclude<Period, "own">, today: Date): string {
  const day = new Date(today);
  if (period === "12m") day.setFullYear(day.getFullYear() - 1, day.getMonth() + 1, 1);
  else day.setDate(day.getDate() - DAYS[period] + 1);
  return dayOf(day);
}

/** Few enough bars to tell them apart. */
function fitting(firstDay: string, lastDay: string | undefined, today: Date): Interval {
  const end = lastDay ? midnight(lastDay) : today;
  const days = (end.getTime() - midnight(firstDay).getTime()) / 86_400_000;
  if (days <= 35) return "day";
  return days <= 190 ? "week" : "month";
}

export function dayOf(moment: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

/** When a day begins on the clock here, or one of the days after it. */
export function midnight(day: string, after = 0): Date {
  const [year = 1970, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + after);
}

export const timeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The time of the report as the API takes it: `to` is left out while it is now. */
export function timeOf({ firstDay, lastDay }: Report): { from: string; to?: string } {
  const to = lastDay ? { to: midnight(lastDay, 1).toISOString() } : {};
  return { from: midnight(firstDay).toISOString(), ...to };
}

/** Categories of statuses in which the staff, or somebody else, has something to do. */
export const OPEN = "new,open";
export const BACKLOG = "new,open,pending,on_hold";

/** The list of the tickets that a figure counts: its own filters, and those of the report. */
export function listOf(report: Report, own: ListSearch): ListSearch {
  return { ...report.narrowing, all: "true", ...own };
}

export function createdIn(report: Report): ListSearch {
  const { from, to } = timeOf(report);
  return { created_from: from, ...(to ? { created_to: to } : {}) };
}

/** A condition as lists take it. */
export const condition = (of: Condition): ListSearch => ({ condition: of });

/** The days on which a week begins here. */
export const WEEK_STARTS = { en: "monday", ar: "sunday", he: "sunday" } as const;
