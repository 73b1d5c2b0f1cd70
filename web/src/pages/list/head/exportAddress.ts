/** Where the file of a list is to be had. */
import type { Filters } from "#/pages/list/search";
import { getLocale } from "#/paraglide/runtime.js";

export function exportAddress(filters: Filters, sort: string, columns: string[], format: "xlsx" | "csv"): string {
  const { as_of: _, ...rest } = filters;
  const params = new URLSearchParams({ ...rest, sort, format, columns: columns.join(","), language: getLocale() });
  params.set("time_zone", Intl.DateTimeFormat().resolvedOptions().timeZone);
  if (format === "csv") params.set("bom", "true");
  return `/api/v1/tickets/export?${params}`;
}
