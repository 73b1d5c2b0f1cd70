/** Weeks, days, and what stands on them. */
import { expect, it } from "vitest";
import { daysBetween, monthOf, plusDays, shifted, turned, weekOf } from "#/pages/list/calendar/days";
import { entriesByDay, type Item, movedDates } from "#/pages/list/calendar/entries";

const item = { ticket_id: "t", number: 1, reference: "1", subject: "s", status: "open", priority: "low" };

it("begins weeks where the language does", () => {
  expect(weekOf("2026-11-23", 0)[0]).toBe("2026-11-22");
  expect(weekOf("2026-11-23", 6)[0]).toBe("2026-11-21");
  expect(weekOf("2026-11-23", 1)[0]).toBe("2026-11-23");
});

it("shows whole weeks of a month", () => {
  const weeks = monthOf("2026-11-23", 0);
  expect(weeks).toHaveLength(5);
  expect(weeks.flat().at(-1)).toBe("2026-12-05");
  expect(turned("2026-12-31", "month", 1)).toBe("2027-01-01");
});

it("counts days over a change of the clocks", () => {
  expect(daysBetween("2026-03-20", plusDays("2026-03-20", 20))).toBe(20);
});

it("puts due dates on their day and windows on each of theirs", () => {
  const due: Item = { ...item, due_at: new Date(2026, 10, 23, 9).toISOString(), window_from: null, window_to: null };
  const from = new Date(2026, 10, 24, 8).toISOString();
  const job: Item = {
    ...item,
    ticket_id: "w",
    due_at: null,
    window_from: from,
    window_to: new Date(2026, 10, 26, 8).toISOString(),
  };
  const days = entriesByDay([due, job]);
  expect([...days.keys()].sort()).toEqual(["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26"]);
  const entry = days.get("2026-11-25")?.[0];
  expect(entry && movedDates(entry, 2).window_from).toBe(shifted(from, 2));
});
