/** What was typed, on top of what others changed meanwhile. */
import { same } from "./model";
import type { Draft } from "./spec";

/** The parts that were typed. */
export function differing(draft: Draft, start: Draft): Draft {
  return Object.fromEntries(Object.entries(draft).filter(([name, value]) => !same(value, start[name])));
}

/** What was not typed is as it is now. */
export function rebased(draft: Draft, from: Draft, onto: Draft): Draft {
  return { ...onto, ...differing(draft, from) };
}

/** Whether somebody else changed what was typed, into something else. */
export function clashes(draft: Draft, from: Draft, onto: Draft): boolean {
  const typed = Object.keys(differing(draft, from));
  return typed.some((name) => !same(from[name], onto[name]) && !same(draft[name], onto[name]));
}
