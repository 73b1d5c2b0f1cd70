/** Forms that are open while what they show changes. */
import { expect, test } from "vitest";
import { clashes, differing, rebased } from "./rebase";

const from = { name: "Office", holidays: [], zone: "UTC" };
const typed = { ...from, name: "The office" };
const onto = { ...from, holidays: [{ name: "Founding day" }] };

test("what was typed stays, and what came meanwhile is not undone by it", () => {
  expect(differing(typed, from)).toEqual({ name: "The office" });
  expect(rebased(typed, from, onto)).toEqual({ ...onto, name: "The office" });
  expect(clashes(typed, from, onto)).toBe(false);
});

test("two who change one part clash, unless they mean the same", () => {
  expect(clashes(typed, from, { ...from, name: "Headquarters" })).toBe(true);
  expect(clashes(typed, from, { ...from, name: "The office" })).toBe(false);
});
