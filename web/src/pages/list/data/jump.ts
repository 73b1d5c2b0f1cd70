/** Finds rows in the middle of a long list without reading all before them: by counting what comes before a value. */

import type { Schemas } from "#/api/client";
import { readCount, readCounts, readPage } from "#/pages/list/data/read";
import { leaf, narrowed } from "#/pages/list/filter/condition";
import type { Filters } from "#/pages/list/search";

const MOMENTS = new Set(["created_at", "updated_at"]);
const RANKS = new Set(["status", "priority", "department"]);
/** So close is near enough; the rest is read page by page. */
const NEAR = 400;
const GUESSES = 9;

export type Place = { page: Schemas["TicketList"]; start: number };

/** The order of lists that ask for none. */
export const NEWEST = "-created_at";

/** The order of a list: a column, and whether the largest come first. */
export function orderOf(sort: string): { column: string; descending: boolean } {
  return { column: sort.replace(/^-/, ""), descending: sort.startsWith("-") };
}

export function canJump(sort: string | undefined): boolean {
  if (sort === undefined) return false;
  const { column } = orderOf(sort);
  return MOMENTS.has(column) || RANKS.has(column);
}

type Edge = { at: number; count: number };

/** What counting has told: how many tickets lie before a moment, by the filters that they were counted with. */
export type Known = Map<string, Edge[]>;

/** What a search goes by: what is known from those before, and whether anybody still waits for it. */
export type Looking = { known: Known; wanted: () => boolean };

/** A page that begins a little before a place, and the place where it begins; nothing where one went elsewhere. */
export async function readAt(
  filters: Filters,
  index: number,
  length: number,
  looking: Looking,
): Promise<Place | undefined> {
  const { column, descending } = orderOf(filters.sort ?? NEWEST);
  const order = { column, descending };
  if (!RANKS.has(column)) return within(filters, filters, order, { index, before: 0, length }, looking);
  const { groups } = await readCounts(filters, column);
  const ordered = descending ? [...groups].reverse() : groups;
  let before = 0;
  for (const group of ordered) {
    if (index < before + group.count) {
      const path = column === "department" ? "department_id" : column;
      const value = group.key ?? group.id;
      const condition = value === null ? leaf(path, "exists", false) : leaf(path, "eq", value);
      const inGroup = { ...narrowed(filters, condition), sort: descending ? "-created_at" : "created_at" };
      const place = { index: index - before, before, length: group.count };
      return within(filters, inGroup, { column: "created_at", descending }, place, looking);
    }
    before += group.count;
  }
  return { page: await readPage(filters), start: 0 };
}

type Target = { index: number; before: number; length: number };
type Order = { column: string; descending: boolean };

/** Searches among the tickets of `inside`, which stand together in the list from place `before` on. */
async function within(
  filters: Filters,
  inside: Filters,
  { column, descending }: Order,
  target: Target,
  looking: Looking,
): Promise<Place | undefined> {
  const found = await search(inside, { column, descending }, target, looking);
  if (!looking.wanted()) return undefined;
  const from = leaf(column, descending ? "le" : "ge", found.value);
  const anchored = { ...narrowed(inside, from), sort: filters.sort ?? NEWEST };
  const first = await readPage(anchored, undefined, 1);
  if (!first.next_cursor) return { page: first, start: target.before + found.before };
  const page = await readPage(filters, first.next_cursor);
  return { page, start: target.before + found.before + 1 };
}

/** The moment before which about as many tickets lie as are wanted. */
async function search(inside: Filters, { column, descending }: Order, { index, length }: Target, looking: Looking) {
  const key = JSON.stringify([inside, column, descending]);
  const known = looking.known.get(key) ?? (await ends(inside, column, descending, length));
  looking.known.set(key, known);
  let low = known.filter((edge) => edge.count <= index).at(-1) ?? (known[0] as Edge);
  let high = known.find((edge) => edge.count > index) ?? (known.at(-1) as Edge);
  for (let guess = 0; guess < GUESSES && low.count < index - NEAR && looking.wanted(); guess += 1) {
    const at = between(low, high, index - NEAR / 2, guess);
    const value = new Date(at).toISOString();
    const count = await readCount(narrowed(inside, leaf(column, descending ? "gt" : "lt", value)));
    if (count <= index) low = { at, count };
    else high = { at, count };
    const next = known.findIndex((edge) => edge.count > count);
    known.splice(next < 0 ? known.length : next, 0, { at, count });
  }
  return { value: new Date(low.at).toISOString(), before: low.count };
}

async function ends(inside: Filters, column: string, descending: boolean, length: number): Promise<Edge[]> {
  const [first, last] = await Promise.all([edge(inside, column, descending), edge(inside, column, !descending)]);
  return [
    { at: first, count: 0 },
    { at: last, count: length },
  ];
}

/** By proportion, and by halves now and then where tickets are unevenly spread. */
function between(low: Edge, high: Edge, wanted: number, guess: number): number {
  const share = guess % 3 === 2 ? 0.5 : (wanted - low.count) / Math.max(1, high.count - low.count);
  return Math.round(low.at + (high.at - low.at) * Math.min(0.98, Math.max(0.02, share)));
}

async function edge(inside: Filters, column: string, descending: boolean): Promise<number> {
  const page = await readPage({ ...inside, sort: descending ? `-${column}` : column }, undefined, 1);
  const value = page.items[0]?.[column as "created_at"];
  const moment = value ? new Date(value).getTime() : Date.now();
  return descending ? moment + 1 : moment;
}
