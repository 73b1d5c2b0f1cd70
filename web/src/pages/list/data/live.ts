/** Keeps a list in step with what happens, without moving anything: rows change in place, new ones wait, others turn grey. */
import { useEffect, useRef } from "react";
import { answer, client } from "#/api/client";
import { FIRST_PAGE } from "#/boot/first";
import { type LiveEvent, onLive, onOpened, useLive } from "#/live/stream";
import { readPage } from "#/pages/list/data/read";
import type { Rows, Ticket } from "#/pages/list/data/rows";
import { keptRows } from "#/pages/list/data/useRows";
import { leaf, narrowed } from "#/pages/list/filter/condition";

const PAUSE_MS = 400;
/** Tickets that are read one by one; more are found by the list's own filters alone. */
const FEW = 8;
/** Conditions may have a hundred leaves. */
const LEAVES = 80;
const MARK_MS = 4_000;

/** Lists that are kept while one is elsewhere take note of what they miss. */
onLive((event) => {
  for (const rows of keptRows()) note(rows, event);
});

function note(rows: Rows, event: LiveEvent): void {
  // also while the first rows are on their way: they may have been read a moment before
  if (event.category !== "ticket" || rows.filters.as_of !== undefined) return;
  const before = rows.missed.get(event.stream_id);
  const since = earliest([event.occurred_at, event.recorded_at, ...(before ? [before.since] : [])]);
  rows.missed.set(event.stream_id, { since, isNew: before?.isNew === true || event.type === "ticket.created" });
}

/** The first rows of a list may have been read before the stream of events stood; over a break anything may have changed. */
onOpened((again) => {
  for (const rows of keptRows()) {
    if (rows.readAt > 0 && rows.filters.as_of === undefined) void (again ? rows.refresh() : recheck(rows));
  }
});

async function recheck(rows: Rows): Promise<void> {
  const page = await readPage(rows.filters, undefined, FIRST_PAGE).catch(() => undefined);
  if (!page) return;
  const tickets = new Map(page.items.map((ticket) => [ticket.id, ticket]));
  // where more rows follow, what stands behind all that is known only moved up, and is read in its turn
  const known = page.items.findLastIndex((ticket) => rows.indexOf(ticket.id) >= 0);
  const end = rows.isWhole ? page.items.length : known + 1;
  const isOther = (ticket: Ticket) => ticket.version !== rows.tickets.get(ticket.id)?.version;
  const others = page.items.slice(0, end).filter(isOther);
  for (const { id } of others) settleAll(rows, id, { tickets, asked: () => false }, true);
  if (others.length > 0) await recount(rows);
}

const recount = (rows: Rows) => Promise.all([rows.recount(), rows.groups?.recount()]);

const earliest = (moments: string[]) => moments.sort()[0] as string;

/** Catches up with what happens while the list is shown, at most a few times a second. */
export function useLiveRows(rows: Rows): void {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const soon = () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void catchUp(rows);
    }, PAUSE_MS);
  };
  useLive((event) => {
    if (event.category === "ticket") soon();
  });
  useEffect(() => {
    void catchUp(rows);
    return () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    };
  }, [rows]);
}

export async function catchUp(rows: Rows): Promise<void> {
  const missed = [...rows.missed];
  if (missed.length === 0) return;
  rows.missed.clear();
  const since = earliest(missed.map(([, { since }]) => since));
  try {
    const found = await readChanged(rows, since, new Set(missed.map(([id]) => id)));
    for (const [id, { isNew }] of missed) settleAll(rows, id, found, isNew);
    await readGone(
      rows,
      missed.map(([id]) => id).filter((id) => rows.marks.get(id) === "gone"),
    );
    await recount(rows);
  } catch {
    for (const [id, what] of missed) rows.missed.set(id, what);
  }
}

type Found = { tickets: Map<string, Ticket>; asked: (id: string) => boolean };

/** What has changed and belongs to the list. Of very many, only what is in sight is asked for. */
async function readChanged(rows: Rows, since: string, changed: Set<string>): Promise<Found> {
  const recent = narrowed(rows.filters, leaf("updated_at", "ge", since));
  const page = await readPage({ ...recent, sort: "-updated_at" });
  const tickets = new Map(page.items.map((ticket) => [ticket.id, ticket]));
  if (!page.next_cursor) return { tickets, asked: () => true };
  const seen = inSight(rows).filter((ticket) => changed.has(ticket.id));
  const numbers = seen.slice(0, LEAVES).map((ticket) => leaf("number", "eq", ticket.number));
  if (numbers.length === 0) return { tickets, asked: (id) => tickets.has(id) };
  const more = await readPage(narrowed(rows.filters, { any: numbers }));
  for (const ticket of more.items) tickets.set(ticket.id, ticket);
  const asked = new Set(seen.slice(0, LEAVES).map((ticket) => ticket.id));
  return { tickets, asked: (id) => asked.has(id) || tickets.has(id) };
}

/** Each once, in whichever group. */
function inSight(rows: Rows): Ticket[] {
  const shown = rows.groups ? rows.groups.all.flatMap((group) => group.rows.seen()) : rows.seen();
  return [...new Map(shown.map((ticket) => [ticket.id, ticket])).values()];
}

/** In the list, and in its groups. */
function settleAll(rows: Rows, id: string, found: Found, isNew: boolean): void {
  settle(rows, id, found, isNew);
  const { groups } = rows;
  if (!groups) return;
  const ticket = found.tickets.get(id);
  const wasShown = groups.all.some((group) => group.rows.indexOf(id) >= 0);
  for (const group of groups.all) {
    const isElsewhere = ticket !== undefined && !groups.has(group, ticket);
    if (!isElsewhere) settle(group.rows, id, found, isNew || wasShown);
    else if (group.rows.indexOf(id) >= 0) {
      group.rows.put(ticket, "gone");
      // comes to stand where it belongs with what came into the list
      rows.fresh.add(id);
    }
  }
}

function settle(rows: Rows, id: string, found: Found, isNew: boolean): void {
  const ticket = found.tickets.get(id);
  const known = rows.indexOf(id) >= 0;
  if (ticket && known) change(rows, ticket);
  else if (ticket && (isNew || rows.isWhole)) {
    rows.tickets.set(id, ticket);
    rows.fresh.add(id);
  } else if (!ticket && found.asked(id)) {
    rows.fresh.delete(id);
    if (known) rows.marks.set(id, "gone");
  }
}

function change(rows: Rows, ticket: Ticket): void {
  const before = rows.tickets.get(ticket.id);
  const isSame = before?.version === ticket.version && !rows.marks.has(ticket.id);
  rows.put(ticket, isSame ? undefined : "changed");
  setTimeout(() => {
    if (rows.marks.get(ticket.id) !== "changed") return;
    rows.marks.delete(ticket.id);
    rows.changed();
  }, MARK_MS);
}

/** Rows that no longer belong here still show what has become of them. */
async function readGone(rows: Rows, ids: string[]): Promise<void> {
  const reads = ids.slice(0, FEW).map(async (id) => {
    const ticket = await answer(client.GET("/tickets/{id}", { params: { path: { id } } }));
    rows.put(ticket, "gone");
  });
  await Promise.allSettled(reads);
}
