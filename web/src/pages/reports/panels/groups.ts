/** The list of one group of a distribution. */
import type { ListSearch } from "#/pages/list/search";
import type { By } from "../data";
import { condition, listOf, type Report } from "../filter";

/** Nothing where a list of the past cannot be asked for it: those take no conditions. */
export function listOfGroup(report: Report, by: By, key: string | null): ListSearch | undefined {
  const own = filterOf(by, key);
  if (report.asOf === undefined) return listOf(report, own);
  return "condition" in own ? undefined : listOf(report, { ...own, as_of: report.asOf });
}

function filterOf(by: By, key: string | null): ListSearch {
  if (by === "channel") return condition({ path: "channel", op: "eq", value: key });
  if (key !== null) return { [by]: key };
  const path = by === "department" ? "department_id" : "tags";
  return condition({ path, op: "exists", value: false });
}
