/** Which customers and other tickets entries of history speak of, whose names are not in the settings. */
import type { Schemas } from "#/api/client";
import type { Entry } from "./history";

export type Mentioned = { customers: string[]; tickets: string[] };

type Found = { customers: Set<string>; tickets: Set<string> };

export function mentioned(entries: readonly Entry[], fields: readonly Schemas["Field"][]): Mentioned {
  const found: Found = { customers: new Set(), tickets: new Set() };
  const customerFields = new Set(fields.filter((field) => field.kind.type === "customer").map((field) => field.key));
  for (const entry of entries) {
    inData(entry, found);
    for (const { path, before, after } of entry.changes) {
      for (const value of [before, after]) inValue(path, value, customerFields, found);
    }
  }
  return { customers: [...found.customers], tickets: [...found.tickets] };
}

function inData(entry: Entry, found: Found): void {
  const data = (entry.data ?? {}) as Record<string, unknown>;
  const name = entry.type.replace(/^ticket\./, "");
  const other: Record<string, string> = {
    linked: "ticket",
    unlinked: "ticket",
    absorbed: "ticket",
    released: "ticket",
    merged: "into",
    unmerged: "from",
    message_split: "to",
  };
  const at = other[name];
  if (at !== undefined) add(found.tickets, data[at]);
  participants([data.who], found);
}

/** A value as the ticket's JSON has it under `path`. */
function inValue(path: string, value: unknown, customerFields: ReadonlySet<string>, found: Found): void {
  if (path === "requester.id") add(found.customers, value);
  else if (path === "cc" || path === "watchers") participants(value, found);
  else if (path === "merged_into") add(found.tickets, value);
  else if (path === "merged_ticket_ids") for (const id of list(value)) add(found.tickets, id);
  else if (path === "links")
    for (const link of list(value)) add(found.tickets, (link as Record<string, unknown> | null)?.ticket);
  else if (path.startsWith("fields.") && customerFields.has(path.slice(7))) add(found.customers, value);
}

function participants(value: unknown, found: Found): void {
  for (const one of list(value)) {
    const who = one as { kind?: string; id?: string } | null | undefined;
    if (who?.kind === "customer") add(found.customers, who.id);
  }
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function add(set: Set<string>, id: unknown): void {
  if (typeof id === "string") set.add(id);
}
