/** Marks, mentions and audiences of what is being written. */
import { expect, it } from "vitest";
import { emptyDraft, isForOthers, mentionsIn, typed } from "./draft";
import { filled } from "./macros";
import { marked } from "./markup";
import { called, callingAt, matching } from "./mentions";

it("a mark is put round what is selected, and taken away again", () => {
  const bold = marked({ text: "say it", start: 4, end: 6 }, "bold");
  expect(bold).toEqual({ text: "say **it**", start: 6, end: 8 });
  expect(marked(bold, "bold")).toEqual({ text: "say it", start: 4, end: 6 });
});

it("lines become a list and lines again", () => {
  const list = marked({ text: "a\nb", start: 0, end: 3 }, "list");
  expect(list.text).toBe("- a\n- b");
  expect(marked({ text: list.text, start: 0, end: list.text.length }, "list").text).toBe("a\nb");
});

it("a link asks for what is missing", () => {
  expect(marked({ text: "here", start: 0, end: 4 }, "link")).toEqual({ text: "[here](https://)", start: 7, end: 15 });
});

const ANA = { kind: "member" as const, id: "1", name: "Ana Levi" };
const YAEL = { kind: "member" as const, id: "2", name: "יעל כהן" };

it("an @ calls, an address does not", () => {
  expect(callingAt("hi @an", 6)).toEqual({ words: "an", from: 3, to: 6 });
  expect(callingAt("שלום @יע", 8)?.words).toBe("יע");
  expect(callingAt("mail ana@ex", 11)).toBeUndefined();
});

it("people are found by any of their names", () => {
  expect(matching([ANA, YAEL], "lev")).toEqual([ANA]);
  expect(matching([ANA, YAEL], "כה")).toEqual([YAEL]);
});

it("who is called stands in the text, and is called upon only while they do", () => {
  const made = called("hi @an!", { words: "an", from: 3, to: 6 }, ANA);
  expect(made).toEqual({ text: "hi @Ana Levi !", caret: 13, words: "@Ana Levi" });
  const draft = { ...emptyDraft(), body: made.text, mentioned: { [made.words]: { kind: ANA.kind, id: ANA.id } } };
  expect(mentionsIn(draft)).toEqual({ member_ids: ["1"], department_ids: [] });
  expect(mentionsIn({ ...draft, body: "hi" })).toEqual({ member_ids: [], department_ids: [] });
});

it("words belong to the audience for which they were begun", () => {
  const note = typed(emptyDraft("internal"), "secret");
  expect(isForOthers(note)).toBe(false);
  expect(isForOthers({ ...note, visibility: "public" })).toBe(true);
  expect(isForOthers({ ...typed(note, ""), visibility: "public" })).toBe(false);
});

it("the words of a macro are filled in; what is no placeholder stays", () => {
  const filling = {
    "ticket.number": "7",
    "ticket.subject": "{{member.name}}",
    "customer.name": "",
    "member.name": "Ana",
  };
  expect(filled("{{ ticket.number }} {{ticket.subject}}{{customer.name}}, {{member.name}} {{else}} {{", filling)).toBe(
    "7 {{member.name}}, Ana {{else}} {{",
  );
});
