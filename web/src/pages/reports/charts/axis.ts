/** Which places of an axis say what they are, and how a line runs. */

/** So many labels have room under a chart. */
const LABELS = 10;

/** Evenly spaced, the last one always: it is now. Where there is little room, every second one goes without. */
export function labelled(count: number): (at: number) => "major" | "minor" | undefined {
  const step = Math.max(1, Math.ceil(count / LABELS));
  return (at) => {
    const steps = (count - 1 - at) / step;
    if (!Number.isInteger(steps)) return undefined;
    return steps % 2 === 0 ? "major" : "minor";
  };
}

export type Point = { x: number; y: number };

/** Places of values in a box of 100 by 100, the first at its beginning, the most at its top. */
export function points(values: readonly number[], most = Math.max(1, ...values)): Point[] {
  const last = Math.max(1, values.length - 1);
  return values.map((value, at) => ({ x: (at / last) * 100, y: 100 - (value / most) * 100 }));
}

/** As the `points` of a polyline. */
export const path = (along: readonly Point[]) => along.map(({ x, y }) => `${x.toFixed(2)},${y.toFixed(2)}`).join(" ");
