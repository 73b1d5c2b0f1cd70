/** Forms and what the API takes of them. */
import { describe, expect, it } from "vitest";
import { changesOf, draftOf, undoOf, unplaced, wholeOf, wrongAt } from "./model";
import type { Kind, Spec } from "./spec";

const text = (name: string, more: Partial<Spec> = {}) => ({ name, label: () => name, type: "text", ...more }) as Spec;
const kind: Pick<Kind, "sections" | "fresh"> = {
  fresh: () => ({ colour: "grey", order: 10 }),
  sections: [
    { specs: [text("names", { type: "names" } as Partial<Spec>), text("key", { fixed: true })] },
    { specs: [text("colour"), text("next")] },
  ],
};
const there = { id: "1", key: "open", name: "Open", names: { ar: "مفتوحة" }, colour: "grey", next: null, version: 3 };

describe("forms of settings", () => {
  it("begin with what is usual, and with nothing that the form does not ask", () => {
    expect(draftOf(kind)).toEqual({ name: null, names: null, key: null, colour: "grey", next: null });
  });

  it("send of a new setting what was filled in", () => {
    expect(wholeOf(kind, { ...draftOf(kind), name: "Open", key: "open", next: "" })).toEqual({
      name: "Open",
      key: "open",
      colour: "grey",
    });
  });

  it("make a key of a name in Latin letters", () => {
    expect(wholeOf(kind, { ...draftOf(kind), name: "Waiting for parts!" }).key).toBe("waiting_for_parts");
    expect(wholeOf(kind, { ...draftOf(kind), name: "بانتظار", names: { en: "Waiting" } }).key).toBe("waiting");
    expect(wholeOf(kind, { ...draftOf(kind), name: "بانتظار" }).key).toBeUndefined();
  });

  it("send what was changed, never what cannot change", () => {
    const draft = draftOf(kind, there);
    expect(changesOf(kind, draft, there)).toEqual({});
    const changed = { ...draft, names: { ar: "جديدة" }, key: "other", next: ["closed"] };
    expect(changesOf(kind, changed, there)).toEqual({ names: { ar: "جديدة" }, next: ["closed"] });
  });

  it("send of what is not asked what it is then", () => {
    const shown = ({ colour }: Record<string, unknown>) => colour === "grey";
    const hiding = { ...kind, sections: [{ specs: [text("colour"), text("next", { shown, hidden: [] })] }] };
    const teal = { ...draftOf(hiding), colour: "teal", next: ["closed"] };
    expect(wholeOf(hiding, teal)).toEqual({ colour: "teal", next: [] });
    expect(changesOf(hiding, teal, { ...there, next: ["closed"] })).toEqual({ colour: "teal", next: [] });
    expect(wholeOf(hiding, { ...teal, colour: "grey" })).toEqual({ colour: "grey", next: ["closed"] });
  });

  it("take a change back", () => {
    const body = { name: "New", next: ["closed"] };
    expect(undoOf(body, there as never)).toEqual({ name: "Open", next: null });
  });
});

describe("words of the server", () => {
  const errors = [
    { field: "do[1].to[0].id", detail: "nobody" },
    { field: "name", detail: "must not be empty" },
    { field: "elsewhere", detail: "?" },
  ];

  it("stand beside what they are about", () => {
    expect(wrongAt(errors, "name", false)).toBe("must not be empty");
    expect(wrongAt(errors, "do[1].to[0].id", false)).toBe("nobody");
    expect(wrongAt(errors, "do", false)).toBeUndefined();
    expect(wrongAt(errors, "do[1].to", true)).toBe("nobody");
  });

  it("stand above the form where it shows nothing of the kind", () => {
    expect(unplaced(errors, [text("name"), text("do")])).toEqual([errors[2]]);
  });
});
