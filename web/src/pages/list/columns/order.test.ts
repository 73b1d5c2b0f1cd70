/** Columns and sorting as they are chosen. */
import { expect, it } from "vitest";
import { columnsOf, moved, sortAfter, toggled, USUAL } from "#/pages/list/columns/order";

const known = new Set<string>([...USUAL, "tags"]);

it("begins with the view's columns, and goes by what was chosen after that", () => {
  expect(columnsOf(undefined, ["number", "subject"], known)).toEqual(["number", "subject"]);
  expect(columnsOf(["subject", "tags"], ["number", "subject"], known)).toEqual(["subject", "tags"]);
  expect(columnsOf([], [], known)).toEqual([...USUAL]);
});

it("leaves out what there is no more, and never the subject", () => {
  expect(columnsOf(["fields.gone", "number", "number"], undefined, known)).toEqual(["subject", "number"]);
  expect(toggled(["subject"], "subject")).toEqual(["subject"]);
  expect(toggled(["subject", "tags"], "tags")).toEqual(["subject"]);
});

it("moves a column as far as there is room", () => {
  expect(moved(["a", "b", "c"], "a", 1)).toEqual(["b", "a", "c"]);
  expect(moved(["a", "b", "c"], "c", 5)).toEqual(["a", "b", "c"]);
});

it("sorts one way, the other way, and as it was", () => {
  expect(sortAfter(undefined, "priority", "down")).toBe("-priority");
  expect(sortAfter("-priority", "priority", "down")).toBe("priority");
  expect(sortAfter("priority", "priority", "down")).toBeUndefined();
});
