/** Which custom fields a ticket shows, which it must have, and what can be chosen in them, as one types. */
import type { Field } from "#/api/catalog";
import type { Schemas } from "#/api/client";
import { type Facts, holds, isMissing, type Value } from "./condition";

type Choice = Schemas["FieldChoice"];
export type FieldRules = Pick<Field, "key" | "kind" | "shown_if" | "required" | "required_if" | "retired">;

/** A ticket as far as the rules of custom fields ask. */
export type Sheet = {
  status?: string | null;
  status_category?: string | null;
  priority?: string | null;
  department_id?: string | null;
  assignee_ids?: string[];
  tags?: string[];
  channel?: string | null;
  subject?: string | null;
  description?: string | null;
  requester_id?: string | null;
  organisation_id?: string | null;
  due_at?: string | null;
  /** What the fields hold, hidden ones too. */
  fields: Record<string, unknown>;
};

export type Form = {
  isShown: (field: FieldRules) => boolean;
  /** Whether it must have a value here. */
  isRequired: (field: FieldRules) => boolean;
  /** Whether it must have a value and has none. */
  lacks: (field: FieldRules) => boolean;
  /** Those that can be chosen below what was chosen so far; what is chosen already stays to be seen. */
  choices: (field: FieldRules, trail?: string[]) => Choice[];
  isAvailable: (choice: Choice) => boolean;
};

/** What is hidden is taken for missing, which may hide more. */
export function formOf(sheet: Sheet, fields: readonly FieldRules[]): Form {
  const byKey = new Map(fields.map((field) => [field.key, field]));
  const known = new Map<string, boolean>();
  const isShown = (field: FieldRules): boolean => {
    if (!field.shown_if) return true;
    const answer = known.get(field.key);
    if (answer !== undefined) return answer;
    known.set(field.key, false);
    const found = holds(field.shown_if, facts);
    known.set(field.key, found);
    return found;
  };
  const facts: Facts = (path) => {
    if (!path.startsWith("fields.")) return sheet[path as keyof Omit<Sheet, "fields">];
    const field = byKey.get(path.slice("fields.".length));
    return field && isShown(field) ? (sheet.fields[field.key] as Value) : undefined;
  };
  const isRequired = (field: FieldRules): boolean => {
    if (field.retired || !isShown(field)) return false;
    return field.required || Boolean(field.required_if && holds(field.required_if, facts));
  };
  const isAvailable = (choice: Choice): boolean =>
    !choice.retired && (!choice.available_if || holds(choice.available_if, facts));
  return {
    isShown,
    isRequired,
    lacks: (field) => isRequired(field) && isMissing(sheet.fields[field.key] as Value),
    isAvailable,
    choices: (field, trail = []) => levelBelow(field, trail).filter(isAvailable),
  };
}

/** The choices below a trail of keys, whether or not they can be chosen. */
export function levelBelow(field: Pick<FieldRules, "kind">, trail: string[]): Choice[] {
  let level = field.kind.choices ?? [];
  for (const key of trail) level = level.find((choice) => choice.key === key)?.choices ?? [];
  return level;
}
