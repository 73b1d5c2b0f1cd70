/** Views that people keep, and how many tickets stand where. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { answer, client, type Schemas } from "#/api/client";
import { DEPARTMENT_COUNTS, VIEWS } from "#/boot/first";

export type View = Schemas["View"];

export const VIEWS_ASKED = {
  queryKey: ["counts", "views"] as const,
  queryFn: async () => (await answer(client.GET("/views", { params: { query: VIEWS } }))).items,
};
export const DEPARTMENT_COUNTS_ASKED = { queryKey: ["counts", "departments"] as const, queryFn: readDepartmentCounts };

/** Views with their counts, which follow the live stream. */
export function useViews(): View[] | undefined {
  return useQuery({ ...VIEWS_ASKED, placeholderData: keepPreviousData }).data;
}

/** How many tickets that are not done each department has. */
export function useDepartmentCounts(): Map<string, number> | undefined {
  return useQuery({ ...DEPARTMENT_COUNTS_ASKED, placeholderData: keepPreviousData }).data;
}

async function readDepartmentCounts(): Promise<Map<string, number>> {
  const counts = await answer(client.GET("/tickets/counts", { params: { query: DEPARTMENT_COUNTS } }));
  return new Map(counts.groups?.map((group) => [group.id ?? "", group.count]));
}
