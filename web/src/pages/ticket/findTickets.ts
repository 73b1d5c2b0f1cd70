/** Finds another ticket by number, reference or words while one types. */
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { answer, client, type Schemas } from "#/api/client";

export type FoundTicket = Schemas["SuggestedTicket"];

export function useFoundTickets(typed: string, except: string): FoundTicket[] {
  const [words] = useDebouncedValue(typed.trim().replace(/^#/, ""), 150);
  const { data } = useQuery({
    queryKey: ["suggestions", words],
    queryFn: ({ signal }) => answer(client.GET("/search/suggestions", { params: { query: { q: words } }, signal })),
    enabled: words !== "",
    placeholderData: keepPreviousData,
  });
  return words === "" ? [] : (data?.tickets ?? []).filter((ticket) => ticket.id !== except);
}
