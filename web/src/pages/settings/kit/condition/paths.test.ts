/** What can be asked of what. */
import { describe, expect, it } from "vitest";
import type { Field } from "#/api/catalog";
import { beginningOf, carriedOver, opsOf, pathsOf } from "./paths";

const device = {
  key: "device",
  name: "Device",
  names: {},
  kind: { type: "choice", choices: [{ key: "laptop", name: "Laptop", names: { ar: "حاسوب" } }] },
} as unknown as Field;
const find = (scope: "field" | "list" | "rule", path: string) => {
  const found = pathsOf(scope, [device], (field) => field.name, "ar").find((one) => one.path === path);
  if (!found) throw new Error(`no ${path}`);
  return found;
};

describe("paths of conditions", () => {
  it("differ by where the condition stands", () => {
    expect(() => find("field", "overdue")).toThrow();
    expect(() => find("rule", "sla.state")).toThrow();
    expect(find("rule", "event").kind).toBe("choice");
    expect(find("list", "sla.state").kind).toBe("choice");
  });

  it("include the organisation's fields with their choices", () => {
    expect(find("field", "fields.device")).toMatchObject({
      kind: "choice",
      options: [{ value: "laptop", label: "حاسوب" }],
    });
  });

  it("offer only what the API takes", () => {
    expect(opsOf(find("field", "due_at"), "field")).not.toContain("in_last");
    expect(opsOf(find("list", "due_at"), "list")).toContain("in_last");
    expect(opsOf(find("list", "status"), "list")).not.toContain("exists");
  });

  it("carry a value over to another op where it fits", () => {
    const status = find("list", "status");
    expect(carriedOver(status, "in", "open")).toEqual(["open"]);
    expect(carriedOver(status, "eq", ["open", "closed"])).toBe("open");
    expect(beginningOf(find("list", "overdue"), "eq")).toBe(true);
  });
});
