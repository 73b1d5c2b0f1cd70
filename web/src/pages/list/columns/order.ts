/** Which columns a list shows and in which order: the view's own to begin with, then as chosen on this device. */

export const USUAL = [
  "status",
  "number",
  "subject",
  "requester",
  "assignees",
  "department",
  "priority",
  "due_at",
  "updated_at",
] as const;

/** What was chosen, else what the view says, else the usual; what there is no more is left out. */
export function columnsOf(chosen: string[] | undefined, ofView: string[] | undefined, known: Set<string>): string[] {
  const given = [chosen, ofView].find((names) => names && names.length > 0) ?? [...USUAL];
  const shown = given.filter((name, at) => known.has(name) && given.indexOf(name) === at);
  return shown.includes("subject") ? shown : ["subject", ...shown];
}

/** Shows a column, at the end, or hides it; the subject stays. */
export function toggled(columns: string[], name: string): string[] {
  if (name === "subject") return columns;
  return columns.includes(name) ? columns.filter((other) => other !== name) : [...columns, name];
}

/** Puts a column so many places further on. */
export function moved(columns: string[], name: string, by: number): string[] {
  const from = columns.indexOf(name);
  const to = Math.min(columns.length - 1, Math.max(0, from + by));
  if (from < 0 || from === to) return columns;
  const rest = columns.filter((other) => other !== name);
  return [...rest.slice(0, to), name, ...rest.slice(to)];
}

/** The order after one more click on the head of a column: one way, the other, as it was. */
export function sortAfter(sort: string | undefined, column: string, first: "up" | "down"): string | undefined {
  const [one, other] = first === "up" ? [column, `-${column}`] : [`-${column}`, column];
  if (sort === one) return other;
  return sort === other ? undefined : one;
}
