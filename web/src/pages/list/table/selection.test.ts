/** Ranges of rows, and all rows but some. */
import { expect, it } from "vitest";
import { countOf, EVERYTHING, flipped, isSelected, NOTHING, ranged } from "#/pages/list/table/selection";

const order = ["a", "b", "c", "d", "e"];
const between = (from: string, to: string) => {
  const [first, last] = [order.indexOf(from), order.indexOf(to)].sort((a, b) => a - b) as [number, number];
  return order.slice(first, last + 1);
};

it("takes a range either way, and takes it back from a row that is not selected", () => {
  const down = ranged(flipped(NOTHING, "b"), "d", between);
  expect([...down.ids]).toEqual(["b", "c", "d"]);
  const up = ranged(flipped(NOTHING, "d"), "b", between);
  expect([...up.ids].sort()).toEqual(["b", "c", "d"]);
  const back = ranged(flipped(down, "d"), "c", between);
  expect([...back.ids]).toEqual(["b"]);
});

it("selects all that match but for those left out", () => {
  const most = flipped(EVERYTHING, "c");
  expect(isSelected(most, "a")).toBe(true);
  expect(isSelected(most, "c")).toBe(false);
  expect(countOf(most, 1_000)).toBe(999);
  expect(countOf(flipped(NOTHING, "a"), 1_000)).toBe(1);
});
