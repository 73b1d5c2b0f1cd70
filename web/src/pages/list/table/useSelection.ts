/** The selection of a list; another list begins with none. */
import { useState } from "react";
import type { Rows } from "#/pages/list/data/rows";
import { EVERYTHING, flipped, NOTHING, ranged, type Selection } from "#/pages/list/table/selection";

export type Selecting = {
  selection: Selection;
  flip: (id: string, range?: boolean) => void;
  all: () => void;
  none: () => void;
};

export function useSelection(rows: Rows): Selecting {
  const [kept, keep] = useState({ rows, selection: NOTHING });
  const selection = kept.rows === rows ? kept.selection : NOTHING;
  const set = (next: Selection) => keep({ rows, selection: next });
  const between = (from: string, to: string) => {
    const places = [rows.indexOf(from), rows.indexOf(to)].sort((a, b) => a - b) as [number, number];
    const ids: string[] = [];
    for (let index = Math.max(0, places[0]); index <= places[1]; index += 1) {
      const id = rows.at(index)?.id;
      if (id) ids.push(id);
    }
    return ids;
  };
  return {
    selection,
    flip: (id, range = false) => set(range ? ranged(selection, id, between) : flipped(selection, id)),
    all: () => set(EVERYTHING),
    none: () => set(NOTHING),
  };
}
