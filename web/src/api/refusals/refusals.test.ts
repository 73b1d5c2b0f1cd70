/** Sentences of the server in other languages, and that the server still says them so. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { setLocale } from "#/paraglide/runtime.js";
import { readable } from "../refusals";
import { entries, inReadersWords } from "./dictionary";

const ROOT = join(import.meta.dirname, "../../../..");
const SAID_BY = ["accounts", "api", "automation", "commands", "domain"];
/** Things have names of their own, which are categories rather than sentences. */
const sentences = entries.filter(({ key }) => !key.startsWith("refusal_noun_"));

afterEach(() => void setLocale("en", { reload: false }));

const isolated = (value: string) => `\u2068${value}\u2069`;
const speaks = (locale: "ar" | "he") => void setLocale(locale, { reload: false });

test.each(entries)("$key is said in every language, with the same things filled in", ({ say, template }) => {
  const marked = Object.fromEntries(template.names.map((name) => [name, `<${name}>`]));
  for (const locale of ["ar", "he"] as const) {
    const told = say(marked, { locale });
    expect(told).not.toBe(say(marked, { locale: "en" }));
    for (const [, name] of told.matchAll(/<(\w+)>/g)) expect(template.names).toContain(name);
  }
});

test.each(sentences)("$key is found by what the server says", ({ say, template }) => {
  speaks("he");
  const values = Object.fromEntries(
    template.names.map((name) => [name, SAMPLES[name] ?? (NUMBERS.has(name) ? "12" : "Y8")]),
  );
  const sentence = say(values, { locale: "en" });
  const told = inReadersWords(sentence);
  expect(told).not.toBe(sentence);
  expect(told).toMatch(/[א-ת]/);
});

const NUMBERS = new Set(["n", "from", "to"]);
const SAMPLES: Record<string, string> = { what: "ticket", why: "must not be empty" };

/** Every text between quotes, as it reads: a line that is broken goes on, a quote within has no mark. */
function literals(): string[] {
  const sources = SAID_BY.flatMap((crate) => {
    const folder = join(ROOT, crate, "src");
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
    return files.filter((file) => file.endsWith(".rs")).map((file) => readFileSync(join(folder, file), "utf8"));
  });
  return sources.flatMap((source) =>
    [...source.matchAll(/"((?:[^"\\]|\\.)*)"/gs)].map(([, text = ""]) =>
      text.replace(/\\\n\s*/g, "").replace(/\\(.)/g, "$1"),
    ),
  );
}

test("the server still says each of them so", () => {
  const said = [...new Set(literals())].filter((text) => text.includes(" "));
  const whole = new Set(said);
  const gone = sentences.filter(({ template: { text, names } }) => {
    if (names.length === 0) return !whole.has(text);
    const parts = text.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const like = new RegExp(`^${parts.join(".*")}$`, "s");
    return !said.some((one) => like.test(one));
  });
  expect(gone.map(({ key, template }) => `${key}: ${template.text}`)).toEqual([]);
});

test("what says more by itself goes before what says less", () => {
  speaks("ar");
  expect(inReadersWords("must be at most 200 characters")).toContain("حرفًا");
  expect(inReadersWords("must be at most 7")).toBe(`يجب ألا يتجاوز ${isolated("7")}`);
});

test("clauses made sentences, fields before them and things within them are understood", () => {
  speaks("he");
  expect(inReadersWords("The customer exists already.")).toBe("הלקוח כבר קיים.");
  expect(inReadersWords("name: must not be empty.")).toBe(`${isolated("name")}: לא יכול להיות ריק.`);
  expect(inReadersWords("There is no such calendar.")).toBe("לא נמצא: לוח שעות.");
  expect(inReadersWords('"Support" (7f) names it; change that first')).toContain(isolated('"Support"'));
});

test("what nobody knows stays as it is, a thing without a name too", async () => {
  speaks("ar");
  const unknown = "There is no such contraption.";
  expect(inReadersWords(unknown)).toBe(unknown);
  const problem = { type: "/problems/validation", title: "", status: 422, request_id: "" } as const;
  const errors = [{ field: "name", detail: "is required" }];
  expect(await readable({ ...problem, detail: unknown, errors })).toMatchObject({
    detail: unknown,
    errors: [{ field: "name", detail: "مطلوب" }],
  });
});
