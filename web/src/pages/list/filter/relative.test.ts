/** Relative moments and lengths read as they are written. */
import { expect, it } from "vitest";
import { readLength, readWhen, spellLength, spellWhen } from "#/pages/list/filter/relative";

it("reads moments and spells them as they were", () => {
  for (const text of ["today", "now", "tomorrow", "today-7d", "now+90m", "today+2w", "2026-03-01"]) {
    const when = readWhen(text);
    expect(when && spellWhen(when)).toBe(text);
  }
});

it("keeps what it does not know", () => {
  const when = readWhen("due_at-1d");
  expect(when).toEqual({ kind: "other", text: "due_at-1d" });
  expect(when && spellWhen(when)).toBe("due_at-1d");
});

it("counts days from today and hours from now", () => {
  expect(spellWhen({ kind: "ago", length: { amount: 3, unit: "d" } })).toBe("today-3d");
  expect(spellWhen({ kind: "ahead", length: { amount: 4, unit: "h" } })).toBe("now+4h");
});

it("reads lengths", () => {
  expect(readLength("90m")).toEqual({ amount: 90, unit: "m" });
  expect(readLength("soon")).toBeUndefined();
  expect(spellLength({ amount: 2, unit: "w" })).toBe("2w");
});
