/** What a history shows of values. */
import { describe, expect, it } from "vitest";
import { inWords } from "./readable";

const ID = "01a20665-07b5-714c-9318-80065674e707";
const named = (id: string) => (id === ID ? "Sara" : undefined);

describe("values in words", () => {
  it("says nothing of nothing", () => {
    for (const empty of [null, undefined, "", [], {}]) expect(inWords(empty, named)).toBe("nothing");
  });

  it("names those whom ids stand for", () => {
    expect(inWords(ID, named)).toBe("Sara");
    expect(inWords([ID, "x"], named)).toBe("Sara and x");
  });

  it("says yes and no, and goes into what has parts", () => {
    expect(inWords(true, named)).toBe("Yes");
    expect(inWords({ ar: "الدعم", he: null }, named)).toBe("ar: الدعم");
  });
});
