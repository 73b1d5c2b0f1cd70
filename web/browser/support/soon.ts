/** What comes to be so by itself, as slow as the machine may be. */
import { expect } from "vitest";

export const soon = <T>(asked: () => Promise<T> | T, what = "it") =>
  expect.poll(asked, { timeout: 20_000, interval: 50, message: what });
