/** The rows of what an address asks for; those of the last few lists are kept, so that Back finds all as it was. */
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { Rows } from "#/pages/list/data/rows";
import type { Filters } from "#/pages/list/search";

const KEPT = 8;
/** What was read longer ago is read anew when one comes back. */
const STALE_MS = 5 * 60_000;
const kept = new Map<string, Rows>();

export function rowsOf(filters: Filters): Rows {
  const key = JSON.stringify(filters);
  const found = kept.get(key) ?? new Rows(filters);
  kept.delete(key);
  kept.set(key, found);
  for (const [oldest] of kept) {
    if (kept.size <= KEPT) break;
    kept.delete(oldest);
  }
  return found;
}

/** All lists that are kept, for what happens while one looks elsewhere. */
export function keptRows(): Iterable<Rows> {
  return kept.values();
}

export function useRows(filters: Filters): Rows {
  const key = JSON.stringify(filters);
  const rows = useMemo(() => rowsOf(JSON.parse(key) as Filters), [key]);
  useSyncExternalStore(rows.subscribe, () => rows.version);
  useEffect(() => {
    if (rows.readAt > 0 && Date.now() - rows.readAt > STALE_MS) void rows.refresh();
    else rows.want(0, 50);
  }, [rows]);
  return rows;
}
