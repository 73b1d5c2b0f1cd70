/** Reads again what an event may have changed. */
import type { QueryClient, QueryKey } from "@tanstack/react-query";

/**
 * What is shown is read again at once, everything else when it is shown next. An answer that is on its way to nobody was
 * asked for before the event and would pass for new, so it is old as soon as it is there.
 */
export function reread(queries: QueryClient, queryKey: QueryKey): void {
  const underWay = queries.getQueryCache().findAll({ queryKey, type: "inactive", fetchStatus: "fetching" });
  for (const query of underWay) {
    const again = () => queries.invalidateQueries({ queryKey: query.queryKey, exact: true });
    query.promise?.then(again, again);
  }
  void queries.invalidateQueries({ queryKey });
}
