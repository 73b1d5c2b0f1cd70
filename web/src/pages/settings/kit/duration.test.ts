/** Lengths of time in forms. */
import { describe, expect, it } from "vitest";
import { countOf, secondsOf, unitOf } from "./duration";

describe("lengths of time", () => {
  it("are shown in the largest unit that has no rest", () => {
    expect(unitOf(1800)).toBe("minutes");
    expect(unitOf(14_400)).toBe("hours");
    expect(unitOf(259_200)).toBe("days");
    expect(unitOf(1_209_600)).toBe("weeks");
    expect(unitOf(5_400)).toBe("minutes");
  });

  it("come back as they were", () => {
    for (const seconds of [60, 3_600, 90_000, 604_800]) {
      expect(secondsOf(countOf(seconds, unitOf(seconds)), unitOf(seconds))).toBe(seconds);
    }
  });
});
