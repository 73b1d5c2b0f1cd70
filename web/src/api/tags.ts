/** The tags that are in use. */
import { queryOptions } from "@tanstack/react-query";
import { answer, client } from "./client";

/** Those that begin so, the most used first. */
export const tagsQuery = (start: string) =>
  queryOptions({
    queryKey: ["tags", start],
    queryFn: async ({ signal }) => {
      const { items } = await answer(client.GET("/tags", { params: { query: { q: start } }, signal }));
      return items.map((item) => item.tag);
    },
    staleTime: 60_000,
  });
