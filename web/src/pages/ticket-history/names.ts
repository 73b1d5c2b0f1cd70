/** What things are called that history knows by key or id: settings, people, other tickets. */

import { useQueries } from "@tanstack/react-query";
import { nameIn, useCatalog } from "#/api/catalog";
import { answer, client, type Schemas } from "#/api/client";
import { useLocale } from "#/i18n/locale";
import { referenceOf } from "#/ui/reference";
import type { Entry } from "./history";
import { mentioned } from "./mentioned";

export type Names = {
  status: (keyOrId: string) => string;
  priority: (keyOrId: string) => string;
  department: (id: string) => string;
  member: (id: string) => string;
  customer: (id: string) => string;
  ticket: (id: string) => string;
  macro: (id: string) => string;
  /** A custom field by key or id. */
  field: (keyOrId: string) => Schemas["Field"] | undefined;
  /** In the language of the console. */
  nameOf: (named: { name: string; names: Record<string, string> }) => string;
};

type Named = { id: string; name: string; names?: Record<string, string>; key?: string };

/** Stands where nobody may say, or knows, what it is called. */
export const UNNAMED = "…";

/** Names for all that these entries speak of; people and tickets are looked up once. */
export function useNames(entries: readonly Entry[]): Names {
  const locale = useLocale();
  const statuses = useCatalog("statuses");
  const priorities = useCatalog("priorities");
  const departments = useCatalog("departments");
  const members = useCatalog("members");
  const macros = useCatalog("macros");
  const fields = useCatalog("fields");
  const { customers, tickets } = mentioned(entries, fields ?? []);
  const customerNames = useLookedUp(customers, "customer-name", customerName);
  const references = useLookedUp(tickets, "ticket-reference", ticketReference);
  const by = (all: readonly Named[] | undefined) => (keyOrId: string) => {
    const found = all?.find((one) => one.id === keyOrId || one.key === keyOrId);
    return found ? nameIn(locale, { name: found.name, names: found.names ?? {} }) : UNNAMED;
  };
  return {
    status: by(statuses),
    priority: by(priorities),
    department: by(departments),
    member: by(members),
    macro: by(macros),
    customer: (id) => customerNames.get(id) ?? UNNAMED,
    ticket: (id) => references.get(id) ?? UNNAMED,
    field: (keyOrId) => fields?.find((field) => field.id === keyOrId || field.key === keyOrId),
    nameOf: (named) => nameIn(locale, named),
  };
}

function useLookedUp(ids: readonly string[], what: string, read: (id: string) => Promise<string>) {
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: [what, id],
      queryFn: () => read(id),
      staleTime: 5 * 60_000,
      retry: false,
    })),
    combine: (results) => new Map(ids.map((id, at) => [id, results[at]?.data])),
  });
}

async function customerName(id: string): Promise<string> {
  const customer = await answer(client.GET("/customers/{id}", { params: { path: { id } } }));
  return customer.name || (customer.emails[0] ?? UNNAMED);
}

async function ticketReference(id: string): Promise<string> {
  const ticket = await answer(client.GET("/tickets/{id}", { params: { path: { id } } }));
  return referenceOf(ticket);
}
