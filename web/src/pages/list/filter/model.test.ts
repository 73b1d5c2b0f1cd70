/** Conditions that people build are those that the server reads. */
import { describe, expect, it } from "vitest";
import type { Condition } from "#/pages/list/filter/condition";
import { added, fromCondition, newGroup, newRule, replaced, ruleCount, toCondition } from "#/pages/list/filter/model";

const high: Condition = { path: "priority", op: "in", value: ["high", "urgent"] };
const mine: Condition = { path: "assignee_ids", op: "contains", value: "me" };
const late: Condition = { path: "overdue", op: "eq", value: true };

describe("conditions as people build them", () => {
  const nested: Condition = { all: [high, { any: [mine, { not: late }] }, { not: { all: [mine, late] } }] };

  it("come back as they were given", () => {
    expect(toCondition(fromCondition(nested))).toEqual(nested);
    expect(toCondition(fromCondition(high))).toEqual(high);
    expect(toCondition(fromCondition({ not: { not: late } }))).toEqual({ not: { not: late } });
    expect(toCondition(fromCondition({ not: { any: [mine, late] } }))).toEqual({ not: { any: [mine, late] } });
  });

  it("ask for nothing where they are unfinished", () => {
    expect(toCondition(newGroup())).toBeUndefined();
    expect(toCondition(newGroup([newRule("status", "in", []), newRule("subject", "contains", "")]))).toBeUndefined();
    const half = newGroup([newRule("status", "in", []), newRule("overdue", "eq", false)]);
    expect(toCondition(half)).toEqual({ path: "overdue", op: "eq", value: false });
    expect(ruleCount(half)).toBe(1);
  });

  it("change where they are changed", () => {
    const group = fromCondition(nested);
    const inner = group.parts[1];
    if (inner?.kind !== "any") throw new Error("is a group");
    const more = added(group, inner.key, newRule("number", "gt", 7));
    expect(toCondition(more)).toEqual({
      all: [
        high,
        { any: [mine, { not: late }, { path: "number", op: "gt", value: 7 }] },
        { not: { all: [mine, late] } },
      ],
    });
    expect(toCondition(replaced(group, inner.key, undefined))).toEqual({
      all: [high, { not: { all: [mine, late] } }],
    });
  });
});
