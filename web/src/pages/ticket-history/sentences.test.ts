/** Every type of event that a ticket can have is told in a sentence, in every language. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { locales, setLocale } from "#/paraglide/runtime.js";
import { kindOf } from "./kinds";
import { SENTENCES, sentence } from "./sentences";
import { entry, NAMES } from "./testing";

vi.stubGlobal("localStorage", { getItem: () => null });

const DOCS = join(import.meta.dirname, "../../../../docs");
const TYPES = readdirSync(join(DOCS, "schemas"))
  .map((file) => /^(ticket\..+)\.\d+\.json$/.exec(file)?.[1])
  .filter((type) => type !== undefined);

/** The examples of docs/events.md, by type. */
function samples(): Map<string, Record<string, unknown>> {
  const page = readFileSync(join(DOCS, "events.md"), "utf8");
  const found = page.matchAll(/^### (ticket\.\w+)\n[\s\S]*?```json\n([\s\S]*?)\n```/gm);
  return new Map([...found].map(([, type = "", json = "{}"]) => [type, JSON.parse(json)]));
}

describe("sentences", () => {
  it("cover exactly the types that there are", () => {
    expect(Object.keys(SENTENCES).sort()).toEqual([...new Set(TYPES)].sort());
  });

  it.each(locales)("tell every example in %s", (locale) => {
    void setLocale(locale, { reload: false });
    const data = samples();
    for (const type of TYPES) {
      const told = sentence(entry(1, type.slice(7), { data: data.get(type) ?? {} }), NAMES);
      expect(told, type).not.toMatch(/undefined|null|NaN|Invalid|history_/);
      expect(told.length, type).toBeGreaterThan(3);
    }
  });

  it("call what is not known by its name", () => {
    expect(sentence(entry(1, "teleported"), NAMES)).toContain("ticket.teleported");
    expect(kindOf("ticket.teleported")).toBe("other");
  });

  it("tell what was and what is, kept apart from the words", () => {
    void setLocale("en", { reload: false });
    const changes = [{ path: "status", before: "open", after: "closed" }];
    const told = sentence(entry(1, "status_changed", { data: { from: "open", to: "closed" }, changes }), NAMES);
    expect(told).toBe("Status changed from \u2068open\u2069 to \u2068closed\u2069");
  });
});
