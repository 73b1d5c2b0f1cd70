/** What an address of the list says: which tickets, in which order, and how they are shown. */

/** Filters are named as in `GET /tickets`. */
export type ListSearch = {
  view?: string;
  department?: string;
  /** Number of the ticket that is open beside the list. */
  open?: string;
} & Record<string, string | undefined>;

export function readListSearch(given: Record<string, unknown>): ListSearch {
  const texts = Object.entries(given).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return Object.fromEntries(texts.map(([name, value]) => [name, String(value)]));
}
