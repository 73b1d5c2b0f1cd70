/** What an address of the list says: which tickets, in which order, and how they are shown. */
import { SHOWING } from "#/boot/first";
import type { Condition } from "#/pages/list/filter/condition";

export type Layout = "list" | "board" | "calendar";

/** Filters are named as in `GET /tickets`. */
export type ListSearch = {
  view?: string | undefined;
  department?: string | undefined;
  condition?: Condition | string | undefined;
  layout?: Layout | undefined;
  /** Number of the ticket that is open beside the list. */
  open?: number | string | undefined;
} & Record<string, string | number | Condition | undefined>;

/** What `GET /tickets` is asked with, all as text. */
export type Filters = Readonly<Record<string, string>>;

const LAYOUTS = new Set(["board", "calendar"]);

export function readListSearch(given: Record<string, unknown>): ListSearch {
  // what means nothing is taken back expressly: the router keeps what is left out
  const read = Object.entries(given).map(([name, value]) => [name, readValue(name, value)]);
  return Object.fromEntries(read) as ListSearch;
}

function readValue(name: string, value: unknown): string | number | Condition | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  if (name === "open") return Number.isInteger(Number(value)) ? Number(value) : undefined;
  if (name === "layout") return LAYOUTS.has(String(value)) ? String(value) : undefined;
  if (name === "as_of" && !isMoment(String(value))) return undefined;
  if (name === "condition") return readCondition(value);
  return Array.isArray(value) ? value.join(",") : String(value);
}

/** A place in the log, or a time. */
const isMoment = (text: string) => /^\d+$/.test(text) || !Number.isNaN(Date.parse(text));

/** As an object, so that the address shows it as plain JSON. */
function readCondition(value: unknown): Condition | string | undefined {
  if (typeof value !== "string") return value as Condition;
  try {
    return JSON.parse(value) as Condition;
  } catch {
    return value;
  }
}

/** What decides which tickets there are, and in which order. */
export function filtersOf(search: ListSearch): Filters {
  const chosen = Object.entries(search).filter(
    ([name, value]) => !SHOWING.has(name) && value !== undefined && value !== "",
  );
  const texts = chosen.map(([name, value]) => [
    name,
    typeof value === "object" ? JSON.stringify(value) : String(value),
  ]);
  return Object.fromEntries(texts.sort(([a = ""], [b = ""]) => (a < b ? -1 : 1)));
}

/** The same tickets without an order, as counts take them. */
export function unordered(filters: Filters): Filters {
  const { sort: _, ...rest } = filters;
  return rest;
}

/** What narrows a view or everything down, apart from the order and the moment. */
export function narrowing(search: ListSearch): string[] {
  const told = new Set(["view", "sort", "as_of"]);
  return Object.keys(filtersOf(search)).filter((name) => !told.has(name));
}
