/** Where the file of a list is to be had. */
import type { Filters } from "#/pages/list/search";
import { getLocale } from "#/paraglide/runtime.js";

export type FileFormat = "xlsx" | "csv" | "ndjson";

export function exportAddress(filters: Filters, sort: string, columns: string[], format: FileFormat): string {
  const { as_of: _, ...rest } = filters;
  const params = new URLSearchParams({ ...rest, sort, format });
  // lines are for programs: each ticket whole, as the API shows it
  if (format === "ndjson") return `/api/v1/tickets/export?${params}`;
  params.set("columns", columns.join(","));
  params.set("language", getLocale());
  params.set("time_zone", Intl.DateTimeFormat().resolvedOptions().timeZone);
  if (format === "csv") params.set("bom", "true");
  return `/api/v1/tickets/export?${params}`;
}
