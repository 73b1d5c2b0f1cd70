/** What has to go together is saved together. */
import { expect, it } from "vitest";
import type { FieldRules } from "#/conditions/fields";
import { collision, stillLacking, toSave } from "./changes";

const field = (key: string, rest: Partial<FieldRules> = {}): FieldRules => ({
  key,
  kind: { type: "text" },
  shown_if: null,
  required: false,
  required_if: null,
  retired: false,
  ...rest,
});
const IS_PRINTER = { path: "fields.device", op: "eq", value: "printer" } as const;
const FIELDS = [field("device"), field("serial", { shown_if: IS_PRINTER, required_if: IS_PRINTER })];

it("a value that makes another required waits for it", () => {
  expect(stillLacking({ fields: {} }, { device: "printer" }, FIELDS)).toEqual(["serial"]);
  expect(stillLacking({ fields: {} }, { device: "printer", serial: "1" }, FIELDS)).toEqual([]);
});

it("what lacked before holds nothing up", () => {
  expect(stillLacking({ fields: { device: "printer" } }, { device: "printer" }, FIELDS)).toEqual([]);
});

it("what is hidden by then, and what is so already, is left out", () => {
  const sheet = { fields: { device: "printer", serial: "1" } };
  expect(toSave(sheet, { device: "laptop", serial: "2" }, FIELDS)).toEqual({ device: "laptop" });
  expect(toSave(sheet, { device: "printer", serial: null }, FIELDS)).toEqual({ serial: null });
});

it("what somebody else wrote since one began collides, unless it is the same", () => {
  const began = { room: "1", floor: null };
  expect(collision(began, { room: "1" }, { room: "2" })).toBeUndefined();
  expect(collision(began, { room: "3" }, { room: "2" })).toBe("room");
  expect(collision(began, { room: "2" }, { room: "2" })).toBeUndefined();
  expect(collision(began, { room: "1", floor: "4" }, { room: "2", floor: "5" })).toBe("floor");
  expect(collision({}, { room: "3" }, { room: "2" })).toBeUndefined();
});
