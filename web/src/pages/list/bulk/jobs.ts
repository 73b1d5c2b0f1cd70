/** Jobs that do something to many tickets: begun, watched, cancelled, undone. */
import { useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { answer, client, type Schemas } from "#/api/client";
import { queries } from "#/api/queries";
import type { Rows } from "#/pages/list/data/rows";
import { leaf, narrowed } from "#/pages/list/filter/condition";
import { unordered } from "#/pages/list/search";
import { countOf, type Selection } from "#/pages/list/table/selection";

export type Job = Schemas["BulkJob"];
export type Action = Schemas["BulkAction"];

const POLL_MS = 500;

/** The job whose progress is shown, wherever one goes meanwhile. */
let shown: string | undefined;
const watchers = new Set<() => void>();

export function showJob(id: string | undefined): void {
  shown = id;
  for (const watcher of watchers) watcher();
}

export function useShownJob(): string | undefined {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    () => shown,
  );
}

export const isOver = (job: Job) => job.state === "finished" || job.state === "cancelled";

export function useJob(id: string): Job | undefined {
  return useQuery({
    queryKey: ["bulk", id],
    queryFn: () => answer(client.GET("/tickets/bulk/{id}", { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : POLL_MS),
    staleTime: 0,
  }).data;
}

/** Which tickets are meant: those selected by hand, or all that the list shows but for those left out. */
export function meant(
  rows: Rows,
  selection: Selection,
): Pick<Schemas["NewBulkJob"], "ticket_ids" | "filter" | "expected"> {
  if (!selection.all) return { ticket_ids: [...selection.ids] };
  const left = [...selection.ids].map((id) => rows.tickets.get(id)?.number).filter((number) => number !== undefined);
  const filters = unordered(rows.filters);
  const except = { not: { any: left.map((number) => leaf("number", "eq", number)) } };
  const filter: Record<string, unknown> = { ...(left.length > 0 ? narrowed(filters, except) : filters) };
  if (typeof filter.condition === "string") filter.condition = JSON.parse(filter.condition);
  return { filter, expected: countOf(selection, rows.total ?? rows.length) };
}

export async function beginJob(rows: Rows, selection: Selection, actions: Action[]): Promise<Job> {
  const job = await answer(client.POST("/tickets/bulk", { body: { ...meant(rows, selection), actions } }));
  return watched(job);
}

export async function undoJob(id: string): Promise<Job> {
  return watched(await answer(client.POST("/tickets/bulk/{id}/undo", { params: { path: { id } } })));
}

export async function cancelJob(id: string): Promise<void> {
  queries.setQueryData(
    ["bulk", id],
    await answer(client.POST("/tickets/bulk/{id}/cancel", { params: { path: { id } } })),
  );
}

function watched(job: Job): Job {
  queries.setQueryData(["bulk", job.id], job);
  void queries.invalidateQueries({ queryKey: ["bulk-jobs"] });
  showJob(job.id);
  return job;
}

async function results(id: string, result: "refused" | "partly") {
  const query = { result, limit: 200 } as const;
  return (await answer(client.GET("/tickets/bulk/{id}/results", { params: { path: { id }, query } }))).items;
}

/** The tickets that were refused, and those of which only a part was done. */
export function useRefusals(id: string, wanted: boolean) {
  return useQuery({
    queryKey: ["bulk", id, "refused"],
    queryFn: async () => (await Promise.all([results(id, "refused"), results(id, "partly")])).flat(),
    enabled: wanted,
  });
}
