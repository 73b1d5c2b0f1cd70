/** What an address asks for, as views keep it and as the past can be asked. */
import { expect, it } from "vitest";
import { pastFilters } from "#/pages/list/data/past";
import { asCondition } from "#/pages/list/views/asCondition";

it("puts a view, plain filters and a condition into one", () => {
  const open = { all: [{ path: "status_category", op: "not_in" as const, value: ["closed"] }] };
  const search = {
    view: "x",
    priority: "high,urgent",
    overdue: "true",
    open: 7,
    condition: { path: "tags", op: "contains" as const, value: "vip" },
  };
  expect(asCondition(search, open)).toEqual({
    condition: {
      all: [
        { path: "status_category", op: "not_in", value: ["closed"] },
        { path: "priority", op: "in", value: ["high", "urgent"] },
        { path: "overdue", op: "eq", value: true },
        { path: "tags", op: "contains", value: "vip" },
      ],
    },
    left: [],
  });
});

it("tells what no view can keep", () => {
  expect(asCondition({ q: "printer" }, null)).toEqual({ condition: undefined, left: ["q"] });
});

it("asks the past what it can be asked", () => {
  const mine = {
    all: [
      { path: "status_category", op: "not_in" as const, value: ["resolved", "closed"] },
      { path: "assignee_ids", op: "contains" as const, value: "me" },
    ],
  };
  const asked = pastFilters({ view: "mine", as_of: "2026-03-01T00:00:00Z", sort: "due_at" }, mine);
  expect(asked).toEqual({
    filters: { as_of: "2026-03-01T00:00:00Z", status_category: "new,open,pending,on_hold", assignee: "me" },
    left: false,
  });
  expect(pastFilters({ q: "x", as_of: "1" }, { any: [mine, mine] })).toEqual({ filters: { as_of: "1" }, left: true });
});
