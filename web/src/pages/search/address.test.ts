/** Addresses of the search keep what narrows it and nothing that is empty. */
import { describe, expect, it } from "vitest";
import { changed, readSearch } from "./address";

describe("addresses of the search", () => {
  it("always has words, even if there are none", () => {
    expect(readSearch({})).toEqual({ q: "" });
    expect(readSearch({ q: 123 })).toEqual({ q: "123" });
  });

  it("keeps filters and drops what it does not know", () => {
    expect(readSearch({ q: "طابعة", status: "open", colour: "red" })).toEqual({ q: "طابعة", status: "open" });
  });

  it("exchanges one part and leaves empty ones out", () => {
    const search = readSearch({ q: "printer", status: "open" });
    expect(changed(search, { status: null, assignee: "me" })).toEqual({ q: "printer", assignee: "me" });
  });
});
