/** What is sent of a customer's form. */
import { describe, expect, it } from "vitest";
import type { Customer } from "./customers";
import { draftOf, patchOf } from "./model";

const dana = {
  name: "Dana",
  emails: ["dana@x.org"],
  phones: [],
  notes: "",
  organisation_id: "o",
} as unknown as Customer;

describe("the form of a customer", () => {
  it("sends nothing where nothing was changed", () => {
    expect(patchOf(draftOf(dana), dana)).toEqual({});
  });

  it("sends what was changed, lists whole, and takes away with null", () => {
    const draft = { ...draftOf(dana), emails: ["dana@x.org", "d@y.org"], organisation_id: null, name: "" };
    expect(patchOf(draft, dana)).toEqual({ emails: ["dana@x.org", "d@y.org"], organisation_id: null, name: null });
  });

  it("leaves the organisation of somebody new to their address", () => {
    expect(patchOf({ ...draftOf(), name: "يوسف" })).toEqual({ name: "يوسف" });
  });
});
