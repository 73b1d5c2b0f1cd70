/** Reasons are found along causes, commands and jobs. */
import { describe, expect, it } from "vitest";
import { byDay, passes } from "./days";
import { causesOf, isAutomatic, reasonsOf } from "./reasons";
import { entry } from "./testing";
import { wordDifference } from "./words";

const RULE = { kind: "rule", id: "r", name: "Urgent first", via: null };
const chain = { correlation_id: "chain" };
const raised = entry(1, "priority_changed", chain);
const fired = entry(2, "rule_fired", { ...chain, actor: RULE, causation_id: raised.id });
const tagged = entry(3, "tagged", { ...chain, actor: RULE, causation_id: raised.id });
const all = [raised, fired, tagged];

describe("reasons", () => {
  it("lead from what a rule did to its firing and to what set it off", () => {
    expect(reasonsOf(tagged, all)).toEqual([{ kind: "rule", fired, actor: RULE, causes: [raised] }]);
  });

  it("are none for what a person did by hand", () => {
    expect(reasonsOf(raised, all)).toEqual([]);
    expect(isAutomatic(raised, all)).toBe(false);
  });

  it("name the macro that came first in the same command", () => {
    const applied = entry(4, "macro_applied", { correlation_id: "command" });
    const closed = entry(5, "status_changed", { correlation_id: "command" });
    expect(reasonsOf(closed, [applied, closed])).toEqual([{ kind: "macro", applied }]);
  });

  it("end where a cause lies outside of the ticket, or turns in a circle", () => {
    const one = entry(6, "tagged", { causation_id: "event-7" });
    const other = entry(7, "tagged", { causation_id: "event-6" });
    expect(causesOf(entry(8, "tagged", { causation_id: "elsewhere" }), all)).toEqual([]);
    expect(causesOf(one, [one, other])).toEqual([other, one]);
  });
});

describe("history", () => {
  it("stands under its days, each once", () => {
    const late = entry(2, "tagged", { occurred_at: "2026-03-01T12:00:00Z" });
    const days = byDay([entry(3, "tagged"), late, entry(1, "created")]);
    expect(days.map(({ entries }) => entries.map(({ position }) => position))).toEqual([[3, 1], [2]]);
  });

  it("is narrowed by kind and person", () => {
    expect(passes(tagged, { kinds: ["fields"], person: "r" })).toBe(true);
    expect(passes(tagged, { kinds: ["sla"], person: "" })).toBe(false);
    expect(passes(tagged, { kinds: [], person: "ana" })).toBe(false);
  });
});

describe("word by word", () => {
  it("marks what went and what came", () => {
    expect(wordDifference("The invoice shows 240", "The invoice of March shows 24")).toEqual([
      { kind: "same", text: "The invoice " },
      { kind: "new", text: "of March " },
      { kind: "same", text: "shows " },
      { kind: "gone", text: "240" },
      { kind: "new", text: "24" },
    ]);
  });

  it("gives both texts back", () => {
    const [before, after] = ["a b c d e", "b x d\n\ny e"];
    const pieces = wordDifference(before, after);
    const side = (without: string) => pieces.filter(({ kind }) => kind !== without).map(({ text }) => text);
    expect(side("new").join("")).toBe(before);
    expect(side("gone").join("")).toBe(after);
  });
});
