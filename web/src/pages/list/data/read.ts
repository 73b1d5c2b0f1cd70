/** How pages and counts of a list are asked for. */
import { answer, client, type Schemas } from "#/api/client";
import { type Filters, unordered } from "#/pages/list/search";

export const PAGE = 200;

/** Filters are texts that come from an address; the server says what is wrong with them. */
export const asQuery = (filters: Readonly<Record<string, string | number>>) => ({
  params: { query: filters as never },
});

export function readPage(filters: Filters, cursor?: string, limit = PAGE): Promise<Schemas["TicketList"]> {
  const query = { ...filters, limit, ...(cursor ? { cursor } : {}) };
  return answer(client.GET("/tickets", asQuery(query)));
}

export async function readCounts(filters: Filters, group?: string): Promise<Schemas["TicketCounts"]> {
  const query = { ...unordered(filters), ...(group ? { group_by: group } : {}) };
  return answer(client.GET("/tickets/counts", asQuery(query)));
}

export async function readCount(filters: Filters): Promise<number> {
  return (await readCounts(filters)).total;
}
