/** Conditions come out as they went in. */
import { describe, expect, it } from "vitest";
import { exchanged, group, row, toGroup, toJson } from "./model";

const leaf = { path: "status", op: "eq", value: "open" };
const other = { path: "tags", op: "contains", value: "vpn" };

describe("conditions", () => {
  it.each([
    ["a leaf", leaf],
    ["all of several", { all: [leaf, other] }],
    ["any of several within all", { all: [leaf, { any: [other, leaf] }] }],
    ["not one", { not: leaf }],
    ["none of several", { not: { any: [leaf, other] } }],
    ["not all of several", { not: { all: [leaf, other] } }],
    ["not within not", { not: { not: leaf } }],
  ])("keep %s", (_, json) => {
    expect(toJson(toGroup(json))).toEqual(json);
  });

  it("are null where nothing is asked", () => {
    expect(toJson(toGroup(null))).toBeNull();
    expect(toJson(group("all", [group("any")]))).toBeNull();
  });

  it("say one part without a group around it", () => {
    expect(toJson(group("any", [row("status", "eq", "open")]))).toEqual(leaf);
  });

  it("read the short form of rules", () => {
    expect(toJson(toGroup({ status: ["open"], priority: [], department: ["d"] }))).toEqual({
      all: [
        { path: "status", op: "in", value: ["open"] },
        { path: "department_id", op: "in", value: ["d"] },
      ],
    });
  });

  it("change in one place only, however deep", () => {
    const inner = row("status", "eq", "open");
    const whole = group("all", [group("any", [inner, row("tags", "contains", "x")]), row("overdue", "eq", true)]);
    const changed = exchanged(whole, inner.id, { ...inner, value: "closed" });
    expect(toJson(changed)).toEqual({
      all: [
        {
          any: [
            { path: "status", op: "eq", value: "closed" },
            { path: "tags", op: "contains", value: "x" },
          ],
        },
        { path: "overdue", op: "eq", value: true },
      ],
    });
    expect(toJson(exchanged(changed, inner.id, null))).toEqual({
      all: [
        { path: "tags", op: "contains", value: "x" },
        { path: "overdue", op: "eq", value: true },
      ],
    });
  });
});
