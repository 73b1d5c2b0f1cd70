/** Which places of a long list are known: runs of rows that were read in one go, with the ways on from their ends. */

export type Segment = {
  /** Place of its first row in the whole list. */
  start: number;
  ids: readonly string[];
  /** Cursors to the page before it and after it; null where the list begins or ends. */
  prev: string | null;
  next: string | null;
};

/** What to read next so that a place becomes known. */
export type Step =
  | { kind: "first" }
  | { kind: "after"; segment: Segment }
  | { kind: "before"; segment: Segment }
  | { kind: "jump"; index: number };

/** So many rows are read one page after the other; what lies further is jumped to. */
export const WALK = 1_000;

export const endOf = (segment: Segment) => segment.start + segment.ids.length;

export function idAt(segments: readonly Segment[], index: number): string | undefined {
  const segment = segments.find((one) => index >= one.start && index < endOf(one));
  return segment?.ids[index - segment.start];
}

export function indexOf(segments: readonly Segment[], id: string): number {
  for (const segment of segments) {
    const at = segment.ids.indexOf(id);
    if (at >= 0) return segment.start + at;
  }
  return -1;
}

/** The first place in a range that is not known. */
export function firstGap(segments: readonly Segment[], first: number, last: number): number | undefined {
  let index = first;
  for (const segment of segments) if (index >= segment.start && index < endOf(segment)) index = endOf(segment);
  return index <= last ? index : undefined;
}

/** How a place becomes known soonest. */
export function stepTo(segments: readonly Segment[], index: number, mayJump: boolean): Step {
  if (segments.length === 0) return { kind: "first" };
  const before = segments.filter((one) => endOf(one) <= index && one.next !== null).at(-1);
  const after = segments.find((one) => one.start > index && one.prev !== null);
  const ahead = before ? index - endOf(before) : Number.POSITIVE_INFINITY;
  const behind = after ? after.start - index : Number.POSITIVE_INFINITY;
  if (mayJump && Math.min(ahead, behind) > WALK) return { kind: "jump", index };
  if (before && ahead <= behind) return { kind: "after", segment: before };
  if (after) return { kind: "before", segment: after };
  return before ? { kind: "after", segment: before } : { kind: "first" };
}

type Page = { ids: readonly string[]; prev: string | null; next: string | null };

/** Rows that follow a segment. Where they meet the next one, both become one, and what was counted wrong is put right. */
export function appended(segments: readonly Segment[], to: Segment, page: Page): Segment[] {
  const grown: Segment = { ...to, ids: [...to.ids, ...page.ids], next: page.next };
  return joined(segments.map((one) => (one === to ? grown : one)));
}

export function prepended(segments: readonly Segment[], to: Segment, page: Page): Segment[] {
  const start = page.prev === null ? 0 : Math.max(1, to.start - page.ids.length);
  const grown: Segment = { ...to, start, ids: [...page.ids, ...to.ids], prev: page.prev };
  return joined(segments.map((one) => (one === to ? grown : one)));
}

export function withSegment(segments: readonly Segment[], added: Segment): Segment[] {
  return joined([...segments, added]);
}

/** Puts segments that share rows together; what overlaps by its place alone is pushed on. */
function joined(given: readonly Segment[]): Segment[] {
  const [first, ...rest] = [...given].sort((a, b) => a.start - b.start);
  if (first === undefined) return [];
  const all: Segment[] = [first];
  for (const one of rest) {
    const last = all[all.length - 1] as Segment;
    const shared = one.ids.findIndex((id) => last.ids.includes(id));
    const meets = shared >= 0 || last.ids.includes(one.ids[0] ?? "");
    if (meets) all[all.length - 1] = merged(last, one);
    else all.push(one.start < endOf(last) ? { ...one, start: endOf(last) } : one);
  }
  return all;
}

function merged(first: Segment, second: Segment): Segment {
  const known = new Set(first.ids);
  const further = second.ids.filter((id) => !known.has(id));
  const ends = further.length > 0 || second.next === null;
  return { ...first, ids: [...first.ids, ...further], next: ends ? second.next : first.next };
}
