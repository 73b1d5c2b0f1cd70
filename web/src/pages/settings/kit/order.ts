/** Moves a setting to another place with as few changes as can be. */

export type Placed = { id: string; place: number };
const STEP = 10;

/** New places of those that need one when `id` comes to stand at `to`, lowest first. */
export function moved(placed: Placed[], id: string, to: number): Placed[] {
  const one = placed.find((entry) => entry.id === id);
  if (!one) return [];
  const rest = placed.filter((entry) => entry.id !== id);
  const at = Math.max(0, Math.min(to, rest.length));
  const before = rest[at - 1];
  const after = rest[at];
  const place = between(before?.place, after?.place);
  if (place !== undefined && isRising(rest)) return place === one.place ? [] : [{ id, place }];
  const all = rest.toSpliced(at, 0, one).map((entry, index) => ({ id: entry.id, place: (index + 1) * STEP }));
  const old = new Map(placed.map((entry) => [entry.id, entry.place]));
  return all.filter((entry) => old.get(entry.id) !== entry.place);
}

/** A whole number between two, if there is one. */
function between(before: number | undefined, after: number | undefined): number | undefined {
  if (before === undefined) return after === undefined ? STEP : after - STEP >= 0 ? after - STEP : half(-1, after);
  if (after === undefined) return before + STEP;
  return half(before, after);
}

function half(before: number, after: number): number | undefined {
  const middle = Math.floor((before + after) / 2);
  return middle > before && middle < after ? middle : undefined;
}

function isRising(placed: Placed[]): boolean {
  return placed.every((entry, index) => index === 0 || entry.place > (placed[index - 1]?.place ?? 0));
}

/** The place behind all others. */
export function afterAll(places: number[]): number {
  return Math.max(0, ...places) + STEP;
}
