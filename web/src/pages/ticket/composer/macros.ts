/** Which macros are meant for a member. */
import type { Schemas } from "#/api/client";

type Macro = Schemas["Macro"];
type For = { id: string; department_ids: string[]; administrator: boolean };

export function usableMacros(macros: Macro[], me: For): Macro[] {
  return macros
    .filter((macro) => macro.active && !macro.retired && isFor(macro.scope, me))
    .sort((a, b) => a.order - b.order || a.name.localeCompare(b.name));
}

function isFor(scope: Macro["scope"], me: For): boolean {
  if (scope.type === "all") return true;
  if (scope.type === "member") return scope.id === me.id;
  return scope.ids.some((id) => me.department_ids.includes(id));
}
