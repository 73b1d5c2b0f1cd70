/** The console's own words, so that a test presses what people read, in each language. */
import { readdirSync, readFileSync } from "node:fs";
import type { Language } from "./browser";

const FOLDER = new URL("../../messages/", import.meta.url);

/** Words by their keys; what stands in braces is filled in. */
export function words(language: Language): (key: string, values?: Record<string, string>) => string {
  const all: Record<string, unknown> = {};
  for (const area of readdirSync(FOLDER)) {
    Object.assign(all, JSON.parse(readFileSync(new URL(`${area}/${language}.json`, FOLDER), "utf8")));
  }
  return (key, values = {}) => {
    const text = all[key];
    if (typeof text !== "string") throw new Error(`there is no plain message ${key} in ${language}`);
    return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
  };
}
