/** What can be asked of the past: plain filters and the order of creation. Views and conditions are put into such as far as they go. */
import { type Condition, isLeaf, type Leaf } from "#/pages/list/filter/condition";
import type { Filters } from "#/pages/list/search";

const LEFT_OUT = ["view", "condition", "q", "text", "snoozed", "time_zone", "include_merged"];
const CATEGORIES = ["new", "open", "pending", "on_hold", "resolved", "closed"];
const ORDERS = new Set(["created_at", "-created_at"]);
const NAMES: Record<string, string> = {
  status: "status",
  status_category: "status_category",
  priority: "priority",
  department_id: "department",
  assignee_ids: "assignee",
  requester_id: "requester_id",
  organisation_id: "organisation_id",
  watcher_ids: "watcher",
  cc_ids: "cc",
};

/** `left` tells whether something could not be asked. */
export function pastFilters(
  filters: Filters,
  ofView: Condition | null | undefined,
): { filters: Filters; left: boolean } {
  const asked: Record<string, string> = {};
  for (const [name, value] of Object.entries(filters)) if (!LEFT_OUT.includes(name)) asked[name] = value;
  let left = Object.keys(filters).some((name) => LEFT_OUT.includes(name) && name !== "view" && name !== "condition");
  const own = filters.condition ? (JSON.parse(filters.condition) as Condition) : undefined;
  for (const leaf of [...leaves(ofView ?? undefined), ...leaves(own)]) {
    const told = leaf && plain(leaf);
    if (!told || asked[told[0]] !== undefined) left = true;
    else asked[told[0]] = told[1];
  }
  if (asked.sort && !ORDERS.has(asked.sort)) delete asked.sort;
  return { filters: asked, left };
}

/** Those that must all hold; undefined for what is more than that. */
function leaves(condition: Condition | undefined): (Leaf | undefined)[] {
  if (condition === undefined) return [];
  if (isLeaf(condition)) return [condition];
  return "all" in condition ? condition.all.flatMap(leaves) : [undefined];
}

function plain({ path, op, value }: Leaf): [string, string] | undefined {
  const values = (Array.isArray(value) ? value : [value]).map(String);
  if (path === "status_category" && op === "not_in")
    return [path, CATEGORIES.filter((one) => !values.includes(one)).join(",")];
  if (path === "status" && op === "not_in") return ["not_status", values.join(",")];
  if ((path === "overdue" || path === "unassigned") && op === "eq") return [path, values.join()];
  if (path === "tags" && op === "contains") return ["tag", values.join(",")];
  const name = NAMES[path];
  return name && ["eq", "in", "contains"].includes(op) ? [name, values.join(",")] : undefined;
}
