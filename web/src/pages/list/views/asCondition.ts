/** What an address asks for as one condition, as views keep it. */
import { both, type Condition, leaf, type Op } from "#/pages/list/filter/condition";
import type { ListSearch } from "#/pages/list/search";

/** Lists of values: any of them will do. */
const LISTED: Record<string, [string, Op]> = {
  status: ["status", "in"],
  not_status: ["status", "not_in"],
  status_category: ["status_category", "in"],
  priority: ["priority", "in"],
  department: ["department_id", "in"],
  assignee: ["assignee_ids", "in"],
  requester_id: ["requester_id", "in"],
  organisation_id: ["organisation_id", "in"],
  watcher: ["watcher_ids", "in"],
  cc: ["cc_ids", "in"],
};
const SINGLE: Record<string, [string, Op]> = {
  created_from: ["created_at", "ge"],
  created_to: ["created_at", "lt"],
  due_from: ["due_at", "ge"],
  due_to: ["due_at", "lt"],
  text: ["subject", "contains"],
};
const FLAGS = new Set(["overdue", "snoozed", "unassigned"]);
/** What is asked in other ways than by conditions, or is no question at all. */
const APART = new Set(["view", "sort", "as_of", "layout", "open", "day", "span", "condition"]);

export type Told = { condition: Condition | undefined /** Filters that no condition can say. */; left: string[] };

export function asCondition(search: ListSearch, ofView: Condition | null | undefined): Told {
  const parts: (Condition | undefined)[] = [ofView ?? undefined];
  const left: string[] = [];
  for (const [name, value] of Object.entries(search)) {
    if (value === undefined || APART.has(name)) continue;
    const part = partOf(name, String(value));
    if (part === undefined) left.push(name);
    parts.push(part);
  }
  if (typeof search.condition === "object") parts.push(search.condition);
  return { condition: both(...parts.flatMap(spread)), left };
}

/** Conditions that hold together anyway need no groups of their own. */
function spread(condition: Condition | undefined): (Condition | undefined)[] {
  return condition && "all" in condition ? condition.all : [condition];
}

function partOf(name: string, value: string): Condition | undefined {
  const values = value.split(",");
  const listed = LISTED[name];
  if (listed) return leaf(listed[0], listed[1], values);
  const single = SINGLE[name];
  if (single) return leaf(single[0], single[1], value);
  if (FLAGS.has(name)) return leaf(name, "eq", value === "true");
  if (name === "tag") return both(...values.map((tag) => leaf("tags", "contains", tag)));
  return undefined;
}
