/** What an address of a ticket says beyond its number. */

export type TicketSearch = {
  /** Shows the ticket as it was then: a moment, or a position in the log. */
  as_of?: string;
  /** With `as_of`: the earlier of two moments that are compared. */
  from?: string;
  tab?: "conversation" | "history";
};

export function readTicketSearch(given: Record<string, unknown>): TicketSearch {
  const text = (name: string) => (given[name] === undefined ? {} : { [name]: String(given[name]) });
  return { ...text("as_of"), ...text("from"), ...(given.tab === "history" ? { tab: "history" } : {}) };
}

/** Whether `as_of` is a position in the log rather than a moment. */
export function isPosition(asOf: string): boolean {
  return /^\d+$/.test(asOf);
}
