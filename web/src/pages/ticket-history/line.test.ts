/** The time line's arithmetic: where events lie, which marks join, what arrows and addresses mean. */
import { describe, expect, it } from "vitest";
import { apart, parts } from "#/i18n/isolates";
import { addressOf, marksOf, momentsOf, nearest, placesOf, placeUnder, stopAfter, stopOf } from "./line";
import { entry } from "./testing";

describe("places on the line", () => {
  it("begin at the creation and end now, in order", () => {
    const places = placesOf([0, 1_000, 1_000, 86_400_000], 90_000_000);
    expect(places[0]).toBe(0);
    expect(places.at(-1)).toBeCloseTo(1);
    expect(places).toEqual([...places].sort((one, other) => one - other));
  });

  it("keep events of the same moment apart", () => {
    const places = placesOf([0, 0, 0], 0);
    expect(new Set(places.map((place) => place.toFixed(3))).size).toBe(4);
  });

  it("count what was told late from when all before it had happened", () => {
    const told = [entry(5, "created"), entry(6, "tagged", { occurred_at: "2020-01-01T00:00:00Z" })];
    const [first, second] = momentsOf(told);
    expect(second).toBe(first);
  });
});

describe("marks", () => {
  it("join those that lie closer than a finger can tell", () => {
    expect(marksOf([0, 0.01, 0.5, 1], 3, 0.05)).toEqual([
      { place: 0, first: 0, last: 1 },
      { place: 0.5, first: 2, last: 2 },
    ]);
  });
});

describe("the knob", () => {
  it("finds the nearest stop", () => {
    expect([0, 0.2, 0.26, 0.9, 2].map((place) => nearest([0, 0.25, 1], place))).toEqual([0, 1, 1, 2, 2]);
  });

  it("is mirrored where people read from the right", () => {
    const line = { left: 100, width: 200 };
    expect(placeUnder(150, line, false)).toBe(0.25);
    expect(placeUnder(150, line, true)).toBe(0.75);
    expect(stopAfter("ArrowLeft", 3, 9, false)).toBe(2);
    expect(stopAfter("ArrowLeft", 3, 9, true)).toBe(4);
    expect(stopAfter("ArrowRight", 9, 9, false)).toBe(9);
    expect(stopAfter("Home", 3, 9, true)).toBe(0);
    expect(stopAfter("x", 3, 9, false)).toBeUndefined();
  });

  it("stands where the address says, by position or moment", () => {
    const entries = [entry(10, "created"), entry(12, "tagged"), entry(20, "deleted")];
    const moments = momentsOf(entries);
    expect([undefined, "10", "15", "99"].map((asOf) => stopOf(asOf, entries, moments))).toEqual([3, 0, 1, 2]);
    expect(stopOf(entries[1]?.occurred_at, entries, moments)).toBe(1);
  });
});

describe("addresses", () => {
  it("name moments, or positions where several events share one, and lead back to the same stop", () => {
    const same = "2026-03-03T08:12:00.123456Z";
    const entries = [
      entry(10, "created"),
      entry(12, "tagged", { occurred_at: same }),
      entry(13, "tagged", { occurred_at: same }),
      entry(14, "deleted", { occurred_at: "2026-03-04T08:00:00Z" }),
    ];
    const moments = momentsOf(entries);
    const named = [0, 1, 2, 3, 4].map((stop) => addressOf(stop, entries, moments));
    expect(named).toEqual([entries[0]?.occurred_at, "12", "13", "2026-03-04T08:00:00Z", undefined]);
    expect(named.map((one) => stopOf(one, entries, moments))).toEqual([0, 1, 2, 3, 4]);
  });
});

describe("values in sentences", () => {
  it("are told from the words, also where one holds others", () => {
    const told = parts(`Set to ${apart(`${apart("red")} and ${apart("blue")}`)} now`);
    expect(told.map(({ text, value }) => [text, value])).toEqual([
      ["Set to ", false],
      ["\u2068red\u2069 and \u2068blue\u2069", true],
      [" now", false],
    ]);
  });
});
