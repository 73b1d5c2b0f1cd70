/** Everything that happened to a ticket, read whole: the time line needs all of it. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { answer, client, type Schemas } from "#/api/client";

export type Entry = Schemas["HistoryEntry"];
export type Ticket = Schemas["Ticket"];

const PAGE = 200;

async function read(ticketId: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: PAGE, ...(cursor ? { cursor } : {}) };
    const page = await answer(client.GET("/tickets/{id}/history", { params: { path: { id: ticketId }, query } }));
    entries.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  return entries;
}

/** All entries, oldest first; kept fresh by the live stream. */
export function useHistory(ticketId: string) {
  return useQuery({
    queryKey: ["ticket", ticketId, "history"],
    queryFn: () => read(ticketId),
    placeholderData: keepPreviousData,
  });
}

/** What is not the same at two moments; without `to` the later one is now. */
export function useDifference(ticketId: string, from: string | undefined, to: string | undefined) {
  return useQuery({
    queryKey: ["ticket", ticketId, "difference", from, to ?? "now"],
    queryFn: () => {
      const query = { ...(from ? { from } : {}), ...(to ? { to } : {}) } as { from: string; to?: string };
      return answer(client.GET("/tickets/{id}/difference", { params: { path: { id: ticketId }, query } }));
    },
    enabled: from !== undefined,
    placeholderData: keepPreviousData,
  });
}

/** The past does not change, so what was read of it once is good for long. */
const PAST_MS = 10 * 60_000;

/** The ticket as it was at a moment, under the key by which the ticket's page keeps it. */
export function ticketThen(ticketId: string, asOf: string) {
  return {
    queryKey: ["ticket", ticketId, "itself", asOf] as const,
    queryFn: () => answer(client.GET("/tickets/{id}", { params: { path: { id: ticketId }, query: { as_of: asOf } } })),
    staleTime: PAST_MS,
  };
}
