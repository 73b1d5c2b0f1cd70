import { expect, test } from "vitest";
import { inOrder, movedTo } from "./viewOrder";

const all = ["mine", "open", "late", "snoozed"].map((id) => ({ id }));
const ids = (kept: string[]) => inOrder(all, kept).map(({ id }) => id);

test("nothing kept: as they come", () => {
  expect(ids([])).toEqual(["mine", "open", "late", "snoozed"]);
});

test("what was moved stays there", () => {
  expect(ids(["late", "mine", "open", "snoozed"])).toEqual(["late", "mine", "open", "snoozed"]);
});

test("what is new stands after the one that it comes after", () => {
  expect(ids(["late", "mine", "snoozed"])).toEqual(["late", "mine", "open", "snoozed"]);
  expect(ids(["late", "open"])).toEqual(["mine", "late", "snoozed", "open"]);
});

test("what is gone is forgotten", () => {
  expect(ids(["gone", "snoozed", "late", "open", "mine"])).toEqual(["snoozed", "late", "open", "mine"]);
});

test("one is moved to another place", () => {
  expect(movedTo(all, "late", 0)).toEqual(["late", "mine", "open", "snoozed"]);
  expect(movedTo(all, "mine", 2)).toEqual(["open", "late", "mine", "snoozed"]);
  expect(movedTo(all, "mine", 9)).toEqual(["open", "late", "snoozed", "mine"]);
});
