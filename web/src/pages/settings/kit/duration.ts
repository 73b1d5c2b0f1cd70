/** Lengths of time as people write them: so many minutes, hours or days. */

export const UNITS = { minutes: 60, hours: 3_600, days: 86_400, weeks: 604_800 } as const;
export type Unit = keyof typeof UNITS;

/** The largest unit of which it is a whole number. */
export function unitOf(seconds: number): Unit {
  const units = Object.entries(UNITS).reverse() as [Unit, number][];
  return units.find(([, size]) => seconds >= size && seconds % size === 0)?.[0] ?? "minutes";
}

export const secondsOf = (count: number, unit: Unit) => Math.round(count * UNITS[unit]);
export const countOf = (seconds: number, unit: Unit) => seconds / UNITS[unit];
