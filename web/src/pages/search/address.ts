/** What an address of the search says: the words, and what narrows them. */

export type SearchOf = { q: string; status?: string; department?: string; assignee?: string };

const NARROWS = ["status", "department", "assignee"] as const;

export function readSearch(given: Record<string, unknown>): SearchOf {
  const read: SearchOf = { q: given.q === undefined || given.q === null ? "" : String(given.q) };
  for (const name of NARROWS) if (given[name]) read[name] = String(given[name]);
  return read;
}

/** The same search with one part exchanged; an empty part is left out of the address. */
export function changed(search: SearchOf, part: { [K in keyof SearchOf]?: SearchOf[K] | null }): SearchOf {
  return readSearch({ ...search, ...part });
}
