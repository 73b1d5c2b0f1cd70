/** Who changed the ticket last, for whoever met a conflict. */
import { useQuery } from "@tanstack/react-query";
import { answer, client } from "#/api/client";
import { useOpen } from "./open";

export function useLastChange(): string | undefined {
  const { ticket } = useOpen();
  const params = { path: { id: ticket.id }, query: { limit: 200 } };
  const { data } = useQuery({
    queryKey: ["ticket", ticket.id, "last-change", ticket.version],
    queryFn: () => answer(client.GET("/tickets/{id}/history", { params })),
  });
  return data?.items.findLast((entry) => entry.changes.length > 0)?.actor.name ?? undefined;
}
