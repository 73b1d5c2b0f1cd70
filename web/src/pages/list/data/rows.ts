/** The rows of a list as far as they have been read: pages by cursor wherever one looks, kept while one is elsewhere. */
import type { Schemas } from "#/api/client";
import { FIRST_PAGE } from "#/boot/first";
import type { Groups } from "#/pages/list/data/groups";
import { canJump, type Known, NEWEST, readAt } from "#/pages/list/data/jump";
import { readCount, readPage } from "#/pages/list/data/read";
import {
  appended,
  endOf,
  firstGap,
  idAt,
  indexOf,
  prepended,
  type Segment,
  type Step,
  stepTo,
  WALK,
  withSegment,
} from "#/pages/list/data/segments";
import type { Filters } from "#/pages/list/search";
import { idle } from "#/ui/idle";

export type Ticket = Schemas["Ticket"];
/** What happened to a row since it was read. */
export type Mark = "changed" | "gone";
type Page = { items: Ticket[]; prev_cursor?: string | null; next_cursor?: string | null };

/** Rows that are read beyond those one sees. */
const AHEAD = 600;
const BEHIND = 200;

export class Rows {
  segments: readonly Segment[] = [];
  total: number | undefined;
  error: unknown;
  readonly tickets = new Map<string, Ticket>();
  readonly marks = new Map<string, Mark>();
  /** Tickets that belong here and are not shown yet. */
  readonly fresh = new Set<string>();
  /** Tickets to which something happened since they were read, and since when. */
  readonly missed = new Map<string, { since: string; isNew: boolean }>();
  /** Where one was when one left. */
  scroll = 0;
  current: string | undefined;
  /** Where that stands, as one came to it: a ticket of several people stands in several groups. */
  place: number | undefined;
  /** The same tickets in groups, where they are shown so. */
  groups: Groups | undefined;
  /** The order that holds, also where the address leaves it to the view. */
  sort: string | undefined;
  version = 0;
  readAt = 0;

  private wanted: [number, number] = [0, 50];
  private reading = false;
  private generation = 0;
  private known: Known = new Map();
  private readonly watchers = new Set<() => void>();

  constructor(readonly filters: Filters) {}

  readonly subscribe = (watcher: () => void) => {
    this.watchers.add(watcher);
    return () => void this.watchers.delete(watcher);
  };

  at(index: number): Ticket | undefined {
    const id = idAt(this.segments, index);
    return id === undefined ? undefined : this.tickets.get(id);
  }

  indexOf(id: string): number {
    return indexOf(this.segments, id);
  }

  /** What is in sight. */
  seen(): Ticket[] {
    const [first, last] = this.wanted;
    const places = Array.from({ length: last - first + 1 }, (_, at) => this.at(first + at));
    return places.filter((ticket) => ticket !== undefined);
  }

  /** How many rows the list has, as far as that is known. */
  get length(): number {
    const known = Math.max(0, ...this.segments.map(endOf));
    const last = this.segments.at(-1);
    if (last?.next === null) return known;
    return Math.max(known + (last ? 1 : 0), this.total ?? 0);
  }

  get isWhole(): boolean {
    return this.segments.length === 1 && this.segments[0]?.start === 0 && this.segments[0].next === null;
  }

  /** Reads the first rows, if nothing has been read yet. */
  begin(): Promise<void> {
    const isBegun = () => this.readAt > 0 || this.error !== undefined;
    if (isBegun()) return Promise.resolve();
    void this.read();
    return new Promise((resolve) => {
      const stop = this.subscribe(() => {
        if (!isBegun()) return;
        stop();
        resolve();
      });
    });
  }

  /** Makes the rows of a range known, and some around it. */
  want(first: number, last: number): void {
    this.wanted = [first, last];
    void this.read();
  }

  /** Reads everything anew; what is shown stays until the new rows are here. */
  async refresh(): Promise<void> {
    this.generation += 1;
    this.error = undefined;
    const generation = this.generation;
    try {
      const [page, total] = await Promise.all([
        readPage(this.filters),
        readCount(this.filters),
        this.groups?.refresh(),
      ]);
      if (generation !== this.generation) return;
      this.segments = [];
      this.known = new Map();
      this.tickets.clear();
      this.marks.clear();
      this.missed.clear();
      this.fresh.clear();
      this.total = total;
      this.take({ kind: "first" }, page);
      void this.read();
    } catch (error) {
      this.error = error;
    }
    this.changed();
  }

  async recount(): Promise<void> {
    this.total = await readCount(this.filters).catch(() => this.total);
    this.changed();
  }

  put(ticket: Ticket, mark?: Mark): void {
    this.tickets.set(ticket.id, ticket);
    if (mark) this.marks.set(ticket.id, mark);
    else this.marks.delete(ticket.id);
  }

  /** Takes a row out, or puts it first, ahead of what the server says. */
  remove(id: string): void {
    const without = (ids: readonly string[]) => ids.filter((other) => other !== id);
    this.segments = this.segments.map((one) => (one.ids.includes(id) ? { ...one, ids: without(one.ids) } : one));
    if (this.total !== undefined) this.total -= 1;
    this.changed();
  }

  putFirst(ticket: Ticket): void {
    this.tickets.set(ticket.id, ticket);
    const [first, ...rest] = this.segments;
    const grown = { ...(first ?? { start: 0, prev: null, next: null }), ids: [ticket.id, ...(first?.ids ?? [])] };
    this.segments = [grown, ...rest];
    if (this.total !== undefined) this.total += 1;
    this.changed();
  }

  changed(): void {
    this.version += 1;
    for (const watcher of this.watchers) watcher();
  }

  /** Whether something in sight is not known yet. */
  private isMissed(): boolean {
    const end = Math.max(0, this.length - 1);
    const [first, last] = this.wanted.map((index) => Math.min(index, end)) as [number, number];
    return firstGap(this.segments, first, last) !== undefined;
  }

  private next(): Step | undefined {
    if (this.segments.length === 0) return { kind: "first" };
    if (this.isWhole) return undefined;
    const end = Math.max(0, this.length - 1);
    const [first, last] = this.wanted.map((index) => Math.min(index, end)) as [number, number];
    const seen = firstGap(this.segments, first, last);
    const ahead = firstGap(this.segments, first, Math.min(end, last + AHEAD));
    const behind = firstGap(this.segments, Math.max(0, first - BEHIND), first);
    const gap = seen ?? ahead ?? behind;
    return gap === undefined ? undefined : stepTo(this.segments, gap, canJump(this.sort));
  }

  /** One page after the other, always the one that is missed most. */
  private async read(): Promise<void> {
    if (this.reading) return;
    this.reading = true;
    const generation = this.generation;
    try {
      for (let step = this.next(); step && generation === this.generation; step = this.next()) {
        const took = await this.step(step, generation);
        if (!took) break;
        if (!this.isMissed()) await idle(); // what is in sight is drawn first
      }
    } catch (error) {
      this.error = error;
      this.changed();
    }
    this.reading = false;
    if (generation !== this.generation && this.error === undefined) void this.read();
  }

  private async step(step: Step, generation: number): Promise<boolean> {
    if (step.kind === "first" && this.total === undefined) void this.recount();
    const found = await this.fetch(step);
    if (generation !== this.generation) return false;
    if (found === undefined) return true;
    this.error = undefined;
    const before = this.segments;
    this.take(step, found.page, found.start);
    this.changed();
    return before !== this.segments;
  }

  /** Nothing where one has gone elsewhere before it was found. */
  private async fetch(step: Step): Promise<{ page: Page; start?: number } | undefined> {
    if (step.kind === "first") return { page: await readPage(this.filters, undefined, FIRST_PAGE) };
    if (step.kind === "jump") {
      const wanted = () => Math.abs(this.wanted[0] - step.index) <= WALK;
      const ordered = { ...this.filters, sort: this.sort ?? NEWEST };
      return readAt(ordered, Math.max(0, step.index - 60), this.length, { known: this.known, wanted });
    }
    const cursor = step.kind === "after" ? step.segment.next : step.segment.prev;
    return { page: await readPage(this.filters, cursor ?? undefined) };
  }

  private take(step: Step, page: Page, start = 0): void {
    for (const ticket of page.items) {
      this.tickets.set(ticket.id, ticket);
      this.fresh.delete(ticket.id);
    }
    if (step.kind === "first") this.readAt = Date.now();
    const read = {
      ids: page.items.map((ticket) => ticket.id),
      prev: page.prev_cursor ?? null,
      next: page.next_cursor ?? null,
    };
    if (step.kind === "after") this.segments = appended(this.segments, step.segment, read);
    else if (step.kind === "before") this.segments = prepended(this.segments, step.segment, read);
    else this.segments = withSegment(this.segments, { start, ...read });
  }
}
