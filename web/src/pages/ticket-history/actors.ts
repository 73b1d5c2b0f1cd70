/** Who did something: people, keys, rules, imports and Docket itself. */
import type { Schemas } from "#/api/client";
import { m } from "#/paraglide/messages.js";

type Actor = Schemas["Actor"];

const NAMELESS: Record<string, () => string> = {
  rule: () => m.history_who_rule_unnamed(),
  api_key: () => m.history_who_key_unnamed(),
  import: () => m.history_who_import(),
  system: () => m.history_who_system(),
};

export function actorName({ kind, name }: Actor): string {
  const nameless = NAMELESS[kind]?.() ?? m.history_who_unknown();
  if (!name) return nameless;
  if (kind === "rule") return m.history_who_rule({ name });
  if (kind === "api_key") return m.history_who_key({ name });
  return kind === "visitor" ? m.history_who_visitor({ name }) : name;
}

/** Tells actors apart: people and rules by id, Docket and imports by what they are. */
export function actorKey({ kind, id }: Actor): string {
  return kind === "import" || kind === "system" || !id ? kind : id;
}
