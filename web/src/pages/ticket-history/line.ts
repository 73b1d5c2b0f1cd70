/** Where events lie on the time line, and which of them a place on it means. */
import type { Entry } from "./history";

/** Each stop has at least this share of an even spacing, so that no event is out of reach of a pointer. */
const EVEN = 0.35;

/** When each entry counts from: what was told late counts from when all before it had happened. */
export function momentsOf(entries: readonly Entry[]): number[] {
  let latest = Number.NEGATIVE_INFINITY;
  return entries.map((entry) => {
    latest = Math.max(latest, Date.parse(entry.occurred_at));
    return latest;
  });
}

/** Places from 0 to 1 of all moments, and 1 for now: long silences are told apart, but take little room. */
export function placesOf(moments: readonly number[], now: number): number[] {
  const all = [...moments, Math.max(now, moments.at(-1) ?? now)];
  const steps = all.slice(1).map((moment, at) => Math.log1p((moment - (all[at] ?? moment)) / 1000));
  const whole = steps.reduce((sum, step) => sum + step, 0);
  let place = 0;
  const places = steps.map((step) => {
    place += EVEN / steps.length + (1 - EVEN) * (whole === 0 ? 1 / steps.length : step / whole);
    return Math.min(place, 1);
  });
  return [0, ...places];
}

/** The stop that lies nearest to a place. */
export function nearest(places: readonly number[], place: number): number {
  let low = 0;
  let high = places.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((places[middle] ?? 0) <= place) low = middle;
    else high = middle;
  }
  const below = Math.abs((places[low] ?? 0) - place);
  const above = Math.abs((places[high] ?? 0) - place);
  return above < below ? high : low;
}

export type Mark = { place: number; first: number; last: number };

/** Marks closer than `gap` (a share of the line) become one. */
export function marksOf(places: readonly number[], count: number, gap: number): Mark[] {
  const marks: Mark[] = [];
  for (let at = 0; at < count; at += 1) {
    const place = places[at] ?? 0;
    const before = marks.at(-1);
    if (before && place - before.place < gap) before.last = at;
    else marks.push({ place, first: at, last: at });
  }
  return marks;
}

/** Which share of a line lies under a pointer; the line of a mirrored page begins at the right. */
export function placeUnder(x: number, line: { left: number; width: number }, mirrored: boolean): number {
  if (line.width === 0) return 0;
  const share = Math.min(1, Math.max(0, (x - line.left) / line.width));
  return mirrored ? 1 - share : share;
}

/** The stop that a key leads to from another, or nothing where it is not a key of sliders. */
export function stopAfter(key: string, stop: number, last: number, mirrored: boolean): number | undefined {
  const forward = mirrored ? "ArrowLeft" : "ArrowRight";
  const back = mirrored ? "ArrowRight" : "ArrowLeft";
  const page = Math.max(1, Math.round(last / 10));
  const steps: Record<string, number> = { [forward]: 1, [back]: -1, ArrowUp: 1, ArrowDown: -1 };
  const by = { ...steps, PageUp: page, PageDown: -page }[key];
  if (key === "Home") return 0;
  if (key === "End") return last;
  return by === undefined ? undefined : Math.min(last, Math.max(0, stop + by));
}

/**
 * What an address calls a stop: the moment, which people can read, or the position in the log where other events
 * happened in the same millisecond; nothing for now.
 */
export function addressOf(stop: number, entries: readonly Entry[], moments: readonly number[]): string | undefined {
  const entry = entries[stop];
  if (entry === undefined) return undefined;
  if (moments[stop + 1] === moments[stop]) return String(entry.position);
  const latest = entries.find((one) => Date.parse(one.occurred_at) === moments[stop]);
  return latest === undefined || latest !== entry ? String(entry.position) : entry.occurred_at;
}

/** The stop that an address names: a position in the log or a moment; without one it is now, the last stop. */
export function stopOf(asOf: string | undefined, entries: readonly Entry[], moments: readonly number[]): number {
  if (asOf === undefined || asOf === "") return entries.length;
  const isPosition = /^\d+$/.test(asOf);
  const limit = isPosition ? Number(asOf) : Date.parse(asOf);
  if (Number.isNaN(limit)) return entries.length;
  const after = entries.findIndex((entry, at) => (isPosition ? entry.position : (moments[at] ?? 0)) > limit);
  return Math.max(0, (after === -1 ? entries.length : after) - 1);
}
