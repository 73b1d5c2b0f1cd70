/** Which key was pressed, on whatever layout and in either direction. */
import { beforeEach, expect, test } from "vitest";
import { setLocale } from "#/paraglide/runtime.js";
import { nameOf } from "./keys";

const pressed = (key: string, code: string, more: KeyboardEventInit = {}) =>
  nameOf(new KeyboardEvent("keydown", { key, code, ...more }));

beforeEach(() => void setLocale("en", { reload: false }));

test("letters count by their place, so that Hebrew and Arabic layouts have the same keys", () => {
  expect(pressed("j", "KeyJ")).toBe("j");
  expect(pressed("ח", "KeyJ")).toBe("j");
  expect(pressed("ت", "KeyJ")).toBe("j");
  expect(pressed("k", "KeyK", { ctrlKey: true })).toBe("mod+k");
});

test("a question mark is one however the layout makes it", () => {
  expect(pressed("?", "Slash", { shiftKey: true })).toBe("?");
  expect(pressed("؟", "Slash", { shiftKey: true })).toBe("?");
  expect(pressed(".", "Slash")).toBe("/");
});

test("arrows are mirrored with the page", () => {
  expect(pressed("ArrowRight", "ArrowRight")).toBe("forward");
  void setLocale("he", { reload: false });
  expect(pressed("ArrowRight", "ArrowRight")).toBe("back");
  expect(pressed("ArrowLeft", "ArrowLeft")).toBe("forward");
});
