/** The order in which somebody keeps their views on this device, whatever that of the organisation is. */

type Named = { id: string };

/** Those that were never moved, such as new ones, stand after the one that they come after by themselves. */
export function inOrder<T extends Named>(all: readonly T[], kept: readonly string[]): T[] {
  const ordered = kept.map((id) => all.find((one) => one.id === id)).filter((one) => one !== undefined);
  for (const [at, one] of all.entries()) {
    if (kept.includes(one.id)) continue;
    const before = all[at - 1];
    ordered.splice(before ? ordered.indexOf(before) + 1 : 0, 0, one);
  }
  return ordered;
}

/** All ids, with one of them at another place. */
export function movedTo(shown: readonly Named[], id: string, to: number): string[] {
  const ids = shown.map((one) => one.id).filter((one) => one !== id);
  return ids.toSpliced(Math.max(0, to), 0, id);
}
