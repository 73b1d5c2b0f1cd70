/** Moving settings about. */
import { describe, expect, it } from "vitest";
import { moved } from "./order";

const abc = [
  { id: "a", place: 10 },
  { id: "b", place: 20 },
  { id: "c", place: 30 },
];

describe("moving a setting", () => {
  it("changes the moved one alone where there is room", () => {
    expect(moved(abc, "c", 1)).toEqual([{ id: "c", place: 15 }]);
    expect(moved(abc, "a", 2)).toEqual([{ id: "a", place: 40 }]);
    expect(moved(abc, "c", 0)).toEqual([{ id: "c", place: 0 }]);
  });

  it("counts all anew where there is none", () => {
    const tight = [
      { id: "a", place: 0 },
      { id: "b", place: 0 },
      { id: "c", place: 0 },
    ];
    expect(moved(tight, "c", 0)).toEqual([
      { id: "c", place: 10 },
      { id: "a", place: 20 },
      { id: "b", place: 30 },
    ]);
  });

  it("changes nothing for what stands there, or is not there", () => {
    expect(moved([{ id: "a", place: 10 }], "a", 0)).toEqual([]);
    expect(moved(abc, "x", 0)).toEqual([]);
  });
});
