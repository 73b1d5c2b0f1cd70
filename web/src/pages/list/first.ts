/** The rows of the address that the console is opened with, before it is drawn. */
import { FIRST_VIEW } from "#/boot/first";
import { rowsOf } from "#/pages/list/data/useRows";
import { filtersOf, readListSearch } from "#/pages/list/search";

export async function readFirstRows(): Promise<void> {
  if (location.pathname === "/") return rowsOf({ view: FIRST_VIEW }).begin();
  if (location.pathname !== "/tickets") return;
  const search = readListSearch(Object.fromEntries(new URLSearchParams(location.search)));
  // of the past, the view has to be known first
  if (search.as_of === undefined) await rowsOf(filtersOf(search)).begin();
}
