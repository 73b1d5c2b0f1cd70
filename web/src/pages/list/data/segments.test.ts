/** Runs of rows of a long list meet where they should. */
import { expect, it } from "vitest";
import { appended, firstGap, idAt, prepended, type Segment, stepTo, withSegment } from "#/pages/list/data/segments";

const ids = (from: number, count: number) => Array.from({ length: count }, (_, at) => `t${from + at}`);
const top: Segment = { start: 0, ids: ids(0, 200), prev: null, next: "n200" };
const far: Segment = { start: 5_000, ids: ids(5_000, 200), prev: "p5000", next: "n5200" };

it("knows what it has and what is missing", () => {
  const segments = withSegment([top], far);
  expect(idAt(segments, 5_010)).toBe("t5010");
  expect(idAt(segments, 300)).toBeUndefined();
  expect(firstGap(segments, 150, 190)).toBeUndefined();
  expect(firstGap(segments, 150, 260)).toBe(200);
});

it("walks to what is near and jumps to what is far", () => {
  expect(stepTo([], 0, true)).toEqual({ kind: "first" });
  expect(stepTo([top, far], 260, true)).toEqual({ kind: "after", segment: top });
  expect(stepTo([top, far], 4_900, true)).toEqual({ kind: "before", segment: far });
  expect(stepTo([top, far], 50_000, true)).toEqual({ kind: "jump", index: 50_000 });
  expect(stepTo([top], 50_000, false)).toEqual({ kind: "after", segment: top });
});

it("puts runs together where they meet, though their places were guessed", () => {
  const guessed: Segment = { start: 410, ids: ids(400, 200), prev: "p", next: "n600" };
  const met = appended([top, guessed], top, { ids: ids(200, 210), prev: null, next: "n410" });
  expect(met).toEqual([{ start: 0, ids: ids(0, 600), prev: null, next: "n600" }]);
});

it("reads upwards as well", () => {
  const [, grown] = prepended([top, far], far, { ids: ids(4_800, 200), prev: "p4800", next: null });
  expect(grown?.start).toBe(4_800);
  expect(idAt([grown as Segment], 4_999)).toBe("t4999");
});
