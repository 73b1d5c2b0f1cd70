/** What an address of a ticket says beyond its number. */

export type TicketSearch = {
  /** Shows the ticket as it was then: a moment, or a position in the log. */
  as_of?: string;
  /** With `as_of`: the earlier of two moments that are compared. */
  from?: string;
  tab?: "conversation" | "history";
};

export function readTicketSearch(given: Record<string, unknown>): TicketSearch {
  // what means nothing is taken back expressly: the router keeps what is left out
  const moment = (name: string) =>
    given[name] === undefined ? {} : { [name]: isMoment(given[name]) ? String(given[name]) : undefined };
  return { ...moment("as_of"), ...moment("from"), ...(given.tab === "history" ? { tab: "history" } : {}) };
}

/** What is neither a time nor a place in the log asks for nothing. */
const isMoment = (given: unknown) => isPosition(String(given)) || !Number.isNaN(Date.parse(String(given)));

/** Whether `as_of` is a position in the log rather than a moment. */
export function isPosition(asOf: string): boolean {
  return /^\d+$/.test(asOf);
}
