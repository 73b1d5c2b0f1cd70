/** Suggested departments. */
import { describe, expect, it } from "vitest";
import { departmentOf, missing, SUGGESTIONS } from "./suggestions";

describe("suggested departments", () => {
  it("leave out what is there under any of its names", () => {
    const left = missing([
      { name: "תמיכה", names: {} },
      { name: "Geld", names: { ar: "الفوترة" } },
    ]);
    expect(left).toHaveLength(SUGGESTIONS.length - 2);
    expect(left.map(({ names }) => names.en)).not.toContain("Support");
  });

  it("come with names in all languages, called in one's own", () => {
    expect(departmentOf("Support", "ar")).toEqual({
      name: "الدعم",
      names: { en: "Support", ar: "الدعم", he: "תמיכה" },
      colour: "teal",
    });
  });

  it("do not keep anybody from naming their own", () => {
    expect(departmentOf("Bakery", "en")).toEqual({ name: "Bakery" });
  });
});
