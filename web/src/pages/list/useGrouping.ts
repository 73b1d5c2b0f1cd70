/** By what the list is grouped, which groups are folded, and what stands there one below the other. */
import { useEffect, useMemo } from "react";
import type { View } from "#/api/views";
import { GROUPS, type GroupBy, groupsOf } from "#/pages/list/data/groups";
import { groupedLine, type Line, plainLine } from "#/pages/list/data/line";
import type { Rows } from "#/pages/list/data/rows";
import type { ListSearch } from "#/pages/list/search";
import { usePersisted } from "#/ui/usePersisted";

export type Grouping = {
  by: GroupBy | undefined;
  line: Line;
  folded: ReadonlySet<string>;
  fold: (id: string) => void;
};

/** As the address says, or else as the view has it. */
export function groupBy(search: ListSearch, view: View | undefined): GroupBy | undefined {
  if (search.group === undefined) return view?.group_by ?? undefined;
  return GROUPS.find((one) => one === search.group);
}

export function useGrouping(rows: Rows, search: ListSearch, by: GroupBy | undefined): Grouping {
  const { folded, fold } = useFolded(`${search.view ?? ""}|${by}`);
  const groups = useMemo(() => groupsOf(rows, by), [rows, by]);
  useEffect(() => groups?.begin(), [groups]);
  const isGrouped = groups !== undefined && groups.error === undefined;
  for (const group of groups?.all ?? []) group.rows.sort = rows.sort;
  // the version tells that rows or groups changed
  const line = useMemo(
    () => (groups && isGrouped ? groupedLine(groups, folded) : plainLine(rows)),
    [rows, rows.version, groups, isGrouped, folded],
  );
  return { by, line, folded, fold };
}

function useFolded(list: string) {
  const [kept, keep] = usePersisted<Record<string, string[]>>("docket.folded", {});
  const ids = kept[list];
  const folded = useMemo(() => new Set(ids), [ids]);
  const fold = (id: string) => {
    const others = [...folded].filter((one) => one !== id);
    keep({ ...kept, [list]: folded.has(id) ? others : [...others, id] });
  };
  return { folded, fold };
}
