/** Changes of custom fields that belong together: a value may make others required, which then go with it. */
import { type FieldRules, formOf, type Sheet } from "#/conditions/fields";

export type Values = Record<string, unknown>;

/** Only what differs from what the ticket has, of fields that are shown. */
export function toSave(sheet: Sheet, changes: Values, fields: readonly FieldRules[]): Values {
  const form = formOf({ ...sheet, fields: { ...sheet.fields, ...changes } }, fields);
  const shown = (key: string) => fields.some((field) => field.key === key && form.isShown(field));
  const differs = ([key, value]: [string, unknown]) =>
    JSON.stringify(value ?? null) !== JSON.stringify(sheet.fields[key] ?? null);
  return Object.fromEntries(Object.entries(changes).filter((change) => differs(change) && shown(change[0])));
}

/** Keys of the fields that the changes make required and leave empty. */
export function stillLacking(sheet: Sheet, changes: Values, fields: readonly FieldRules[]): string[] {
  const before = formOf(sheet, fields);
  const after = formOf({ ...sheet, fields: { ...sheet.fields, ...changes } }, fields);
  return fields.filter((field) => after.lacks(field) && !before.lacks(field)).map((field) => field.key);
}
