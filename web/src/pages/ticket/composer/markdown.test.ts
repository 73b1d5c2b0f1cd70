/** The preview reads Markdown as people write it. */
import { expect, it } from "vitest";
import { blocks, inline } from "./markdown";

it("marks within a line", () => {
  expect(inline("a **b _c_** `d**`")).toEqual([
    { kind: "text", text: "a " },
    {
      kind: "strong",
      parts: [
        { kind: "text", text: "b " },
        { kind: "em", parts: [{ kind: "text", text: "c" }] },
      ],
    },
    { kind: "text", text: " " },
    { kind: "code", text: "d**" },
  ]);
});

it("names with underscores are no emphasis", () => {
  expect(inline("my_file_name")).toEqual([{ kind: "text", text: "my_file_name" }]);
});

it("addresses are links, scripts are not", () => {
  expect(inline("see https://a.example/b.")).toEqual([
    { kind: "text", text: "see " },
    { kind: "link", address: "https://a.example/b", parts: [{ kind: "text", text: "https://a.example/b" }] },
    { kind: "text", text: "." },
  ]);
  expect(inline("[x](javascript:alert)")).toEqual([{ kind: "text", text: "[x](javascript:alert)" }]);
});

it("blocks one after the other", () => {
  const kinds = blocks("# t\none\ntwo\n- a\n- b\n\n1. c\n> q\n```\nx\n```").map((block) => block.kind);
  expect(kinds).toEqual(["heading", "paragraph", "list", "list", "quote", "code"]);
});

it("a fence that is not closed goes to the end", () => {
  expect(blocks("```\nx\ny")).toEqual([{ kind: "code", text: "x\ny" }]);
});
