/** Moments that people mean when they set something aside. */
import { expect, it } from "vitest";
import { fromLocalInput, laterMoments, localInput } from "./moments";

it("tomorrow is in the morning, next week on its first day", () => {
  const friday = new Date(2026, 10, 20, 17, 30);
  const later = Object.fromEntries(laterMoments(friday, 0).map(({ name, at }) => [name, at]));
  expect(later.tomorrow).toEqual(new Date(2026, 10, 21, 8));
  expect(later.week).toEqual(new Date(2026, 10, 22, 8));
});

it("on the first day of a week, next week is a week ahead", () => {
  const sunday = new Date(2026, 10, 22, 9);
  expect(laterMoments(sunday, 0).find(({ name }) => name === "week")?.at).toEqual(new Date(2026, 10, 29, 8));
});

it("what an input shows is what it says", () => {
  const moment = new Date(2026, 2, 1, 9, 30);
  expect(localInput(moment)).toBe("2026-03-01T09:30");
  expect(fromLocalInput(localInput(moment))).toBe(moment.toISOString());
  expect(fromLocalInput("")).toBeNull();
});
