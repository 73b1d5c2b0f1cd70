/** What is sent of a ticket that is being written. */
import { expect, it } from "vitest";
import { bodyOf, emptyNew } from "./draft";

it("only what was filled in, of fields that are shown", () => {
  const draft = {
    ...emptyNew(),
    subject: " Fire ",
    priority: "high",
    fields: { device: "printer", serial: "1", empty: "" },
  };
  const body = bodyOf(draft, (key) => key !== "serial");
  expect(body).toMatchObject({ subject: "Fire", priority: "high", fields: { device: "printer" }, channel: "console" });
  expect(Object.keys(body)).not.toContain("due_at");
  expect(body).not.toHaveProperty("requester");
});

it("a requester who is known goes by id, another by what is known", () => {
  const by = (requester: { id?: string; name: string; email: string }) =>
    bodyOf({ ...emptyNew(), requester }, () => true).requester;
  expect(by({ id: "1", name: "Dana", email: "d@e.f" })).toEqual({ id: "1" });
  expect(by({ name: " Dana ", email: "" })).toEqual({ name: "Dana" });
});
