/** The rules of custom fields hold here as they do in the server: the cases are those of vectors.json, for both. */
import { describe, expect, it } from "vitest";
import { type Condition, holds, type Value } from "./condition";
import { type FieldRules, formOf, type Sheet } from "./fields";
import vectors from "./vectors.json";

const fields = vectors.fields as unknown as FieldRules[];
const tickets = vectors.tickets as unknown as Record<string, Sheet>;

function sheet(name: string): Sheet {
  const found = tickets[name];
  if (!found) throw new Error(`there is no ticket ${name}`);
  return found;
}

describe("conditions", () => {
  it.each(vectors.conditions)("$name", ({ condition, ticket, holds: expected }) => {
    const on = sheet(ticket);
    const form = formOf(on, fields);
    const facts = (path: string): Value => {
      const field = fields.find((one) => `fields.${one.key}` === path);
      if (field) return form.isShown(field) ? (on.fields[field.key] as Value) : undefined;
      return on[path as keyof Omit<Sheet, "fields">];
    };
    expect(holds(condition as Condition, facts)).toBe(expected);
  });
});

describe("forms", () => {
  it.each(vectors.forms)("$name", ({ ticket, shown, required, available }) => {
    const form = formOf(sheet(ticket), fields);
    const keys = (which: (field: FieldRules) => boolean) => fields.filter(which).map((field) => field.key);
    expect(keys(form.isShown).sort()).toEqual(shown);
    expect(keys(form.isRequired)).toEqual(required);
    for (const [key, choices] of Object.entries(available)) {
      const field = fields.find((one) => one.key === key) as FieldRules;
      expect(form.choices(field).map((choice) => choice.key)).toEqual(choices);
    }
  });
});
