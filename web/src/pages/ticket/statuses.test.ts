/** Which statuses can be chosen next, and why not the others. */
import { expect, it } from "vitest";
import type { Status } from "#/api/catalog";
import { nextStatuses } from "./statuses";

const status = (key: string, order: number, rest: Partial<Status> = {}) =>
  ({ key, order, next: null, set_by_roles: [], retired: false, ...rest }) as unknown as Status;
const ALL = [
  status("closed", 30, { set_by_roles: ["administrator"] }),
  status("open", 10, { next: ["closed"] }),
  status("old", 20, { retired: true }),
  status("pending", 15),
];
const refusals = (present: string, roles: string[]) =>
  nextStatuses(ALL, present, roles).map(({ status: { key }, refusal }) => [key, refusal]);

it("each says why it cannot be chosen", () => {
  expect(refusals("open", ["member"])).toEqual([
    ["open", undefined],
    ["pending", "not-next"],
    ["closed", "not-role"],
  ]);
});

it("without a list of next ones all can follow; a retired one is shown only where it is", () => {
  expect(refusals("pending", ["administrator"]).every(([, refusal]) => refusal === undefined)).toBe(true);
  expect(refusals("old", []).map(([key]) => key)).toContain("old");
});
