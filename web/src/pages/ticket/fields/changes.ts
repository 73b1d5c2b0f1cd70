/** Changes of custom fields that belong together: a value may make others required, which then go with it. */
import { type FieldRules, formOf, type Sheet } from "#/conditions/fields";

export type Values = Record<string, unknown>;

/** Only what differs from what the ticket has, of fields that are shown. */
export function toSave(sheet: Sheet, changes: Values, fields: readonly FieldRules[]): Values {
  const form = formOf({ ...sheet, fields: { ...sheet.fields, ...changes } }, fields);
  const shown = (key: string) => fields.some((field) => field.key === key && form.isShown(field));
  const differs = ([key, value]: [string, unknown]) => !same(value, sheet.fields[key]);
  return Object.fromEntries(Object.entries(changes).filter((change) => differs(change) && shown(change[0])));
}

/** Keys of the fields that the changes make required and leave empty. */
export function stillLacking(sheet: Sheet, changes: Values, fields: readonly FieldRules[]): string[] {
  const before = formOf(sheet, fields);
  const after = formOf({ ...sheet, fields: { ...sheet.fields, ...changes } }, fields);
  return fields.filter((field) => after.lacks(field) && !before.lacks(field)).map((field) => field.key);
}

/** The first of what is to be saved that somebody else changed to something else since one `began` with it. */
export function collision(began: Values, now: Values, save: Values): string | undefined {
  return Object.keys(save).find((key) => key in began && !same(now[key], began[key]) && !same(now[key], save[key]));
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}
