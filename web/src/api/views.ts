/** Views that people keep, and how many tickets stand where. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { answer, client, type Schemas } from "#/api/client";

export type View = Schemas["View"];

const WITH_COUNTS = { params: { query: { counts: true, limit: 200 } } } as const;

/** Neither resolved nor closed, as `status_category` takes it. */
export const UNFINISHED = "new,open,pending,on_hold";

/** Views with their counts, which follow the live stream. */
export function useViews(): View[] | undefined {
  return useQuery({
    queryKey: ["counts", "views"],
    queryFn: async () => (await answer(client.GET("/views", WITH_COUNTS))).items,
    placeholderData: keepPreviousData,
  }).data;
}

/** How many tickets that are not done each department has. */
export function useDepartmentCounts(): Map<string, number> | undefined {
  return useQuery({
    queryKey: ["counts", "departments"],
    queryFn: readDepartmentCounts,
    placeholderData: keepPreviousData,
  }).data;
}

async function readDepartmentCounts(): Promise<Map<string, number>> {
  const query = { group_by: "department", status_category: UNFINISHED } as const;
  const counts = await answer(client.GET("/tickets/counts", { params: { query } }));
  return new Map(counts.groups?.map((group) => [group.id ?? "", group.count]));
}
