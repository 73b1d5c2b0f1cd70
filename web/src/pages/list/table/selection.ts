/** Which rows are selected: some by their ids, or all that match but for some. */

export type Selection = {
  /** All that match are meant, also those that were never read; `ids` are then those left out. */
  all: boolean;
  ids: ReadonlySet<string>;
  /** Where a range begins. */
  anchor: string | undefined;
};

export const NOTHING: Selection = { all: false, ids: new Set(), anchor: undefined };
export const EVERYTHING: Selection = { all: true, ids: new Set(), anchor: undefined };

export function isSelected(selection: Selection, id: string): boolean {
  return selection.ids.has(id) !== selection.all;
}

export function flipped(selection: Selection, id: string): Selection {
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ...selection, ids, anchor: id };
}

/** From where one selected last to here, whichever way; rows that were never read are not taken. */
export function ranged(selection: Selection, id: string, between: (from: string, to: string) => string[]): Selection {
  if (selection.anchor === undefined || selection.anchor === id) return flipped(selection, id);
  const range = between(selection.anchor, id);
  const takes = isSelected(selection, selection.anchor) !== selection.all;
  const ids = new Set(selection.ids);
  for (const one of range) {
    if (takes) ids.add(one);
    else ids.delete(one);
  }
  return { ...selection, ids, anchor: id };
}

export function countOf(selection: Selection, total: number): number {
  return selection.all ? Math.max(0, total - selection.ids.size) : selection.ids.size;
}
