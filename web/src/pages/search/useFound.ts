/** What the search finds, page by page, the best first. */
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { answer, client, type Schemas } from "#/api/client";
import type { SearchOf } from "./address";

export type Found = Schemas["SearchResult"];
export type Results = Schemas["SearchResults"];

const A_PAGE = 25;

export function useFound({ q, ...narrowed }: SearchOf) {
  return useInfiniteQuery({
    queryKey: ["search", q, narrowed],
    queryFn: ({ pageParam, signal }) => {
      const query = { q, ...narrowed, limit: A_PAGE, ...(pageParam ? { cursor: pageParam } : {}) };
      return answer(client.GET("/search/tickets", { params: { query: query as never }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page: Results) => page.next_cursor ?? undefined,
    enabled: q.trim() !== "",
    placeholderData: keepPreviousData,
  });
}
