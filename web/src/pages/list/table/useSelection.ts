/** The selection of a list; another list begins with none. */
import { useCallback, useState } from "react";
import type { Line } from "#/pages/list/data/line";
import type { Rows } from "#/pages/list/data/rows";
import { EVERYTHING, flipped, NOTHING, ranged, type Selection } from "#/pages/list/table/selection";

export type Selecting = {
  selection: Selection;
  flip: (id: string, range?: boolean) => void;
  all: () => void;
  none: () => void;
};

export function useSelection(rows: Rows, line: Line): Selecting {
  const [kept, keep] = useState({ rows, selection: NOTHING });
  const selection = kept.rows === rows ? kept.selection : NOTHING;
  const update = useCallback(
    (next: (before: Selection) => Selection) =>
      keep((before) => ({ rows, selection: next(before.rows === rows ? before.selection : NOTHING) })),
    [rows],
  );
  const flip = useCallback(
    (id: string, range = false) =>
      update((before) => (range ? ranged(before, id, (from, to) => between(line, from, to)) : flipped(before, id))),
    [line, update],
  );
  return { selection, flip, all: () => update(() => EVERYTHING), none: () => update(() => NOTHING) };
}

function between(line: Line, from: string, to: string): string[] {
  const places = [line.indexOf(from), line.indexOf(to)].sort((a, b) => a - b) as [number, number];
  const count = places[1] - places[0] + 1;
  const ids = Array.from({ length: count }, (_, at) => line.at(places[0] + at)?.id);
  return ids.filter((id) => id !== undefined);
}
