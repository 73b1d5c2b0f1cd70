/** Which macros are meant for a member. */
import type { Schemas } from "#/api/client";

type Macro = Schemas["Macro"];
type For = { id: string; department_ids: string[]; administrator: boolean };

export function usableMacros(macros: Macro[], me: For): Macro[] {
  return macros
    .filter((macro) => macro.active && !macro.retired && isFor(macro.scope, me))
    .sort((a, b) => a.order - b.order || a.name.localeCompare(b.name));
}

/** What stands in place of what: as the server fills it in where it applies a macro. */
export type Filling = Record<"ticket.number" | "ticket.subject" | "customer.name" | "member.name", string>;

/** The words of a macro as they are to be read; what is no placeholder stays. */
export function filled(text: string, filling: Filling): string {
  return text.replace(/\{\{(.*?)\}\}/g, (whole, name: string) => filling[name.trim() as keyof Filling] ?? whole);
}

function isFor(scope: Macro["scope"], me: For): boolean {
  if (scope.type === "all") return true;
  if (scope.type === "member") return scope.id === me.id;
  return scope.ids.some((id) => me.department_ids.includes(id));
}
