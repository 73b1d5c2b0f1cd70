/** A custom field's value in a list, by what kind of field it is. */
import { type Field, useCatalog, useNameOf } from "#/api/catalog";
import type { Schemas } from "#/api/client";
import { date, dateTime, number } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { UserText } from "#/ui/UserText";

type Choice = Schemas["FieldChoice"];

export function FieldValue({ field, value }: { field: Field; value: unknown }) {
  const nameOf = useNameOf();
  const members = useCatalog("members");
  if (value === undefined || value === null || value === "") return null;
  const kind = field.kind.type;
  const choices = field.kind.choices ?? [];
  const named = (key: unknown) => nameOfChoice(choices, String(key), nameOf);
  if (kind === "yes_no") return value ? m.common_yes() : m.common_no();
  if (kind === "number" || kind === "integer") return number(Number(value));
  if (kind === "date") return date(`${String(value)}T12:00:00`);
  if (kind === "date_time") return dateTime(String(value));
  if (kind === "choice") return <UserText className="truncate">{named(value)}</UserText>;
  if (kind === "multi_choice" || kind === "cascading_choice")
    return <UserText className="truncate">{(value as unknown[]).map(named).join(" · ")}</UserText>;
  if (kind === "member")
    return <UserText className="truncate">{members?.find((one) => one.id === value)?.name ?? "…"}</UserText>;
  return <UserText className="truncate">{String(value)}</UserText>;
}

function nameOfChoice(choices: readonly Choice[], key: string, nameOf: (choice: Choice) => string): string {
  for (const choice of choices) {
    if (choice.key === key) return nameOf(choice);
    const below = choice.choices ? nameOfChoice(choice.choices, key, nameOf) : key;
    if (below !== key) return below;
  }
  return key;
}
