/** What the organisation has set up: statuses, priorities, departments, members, fields, macros and the workspace. */
import { answer, client, type Schemas } from "#/api/client";
import { queries } from "#/api/queries";
import { type Shared, shared, useShared } from "#/api/shared";
import { ALL } from "#/boot/first";
import { useLocale } from "#/i18n/locale";

export type Status = Schemas["Status"];
export type Priority = Schemas["Priority"];
export type Department = Schemas["Department"];
export type Member = Schemas["Member"];
export type Field = Schemas["Field"];

type Page<T> = { items: T[]; next_cursor?: string | null };

/** Settings are few; all pages are read, one after another. */
async function whole<T>(page: (cursor?: string) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const read: Page<T> = await page(cursor);
    items.push(...read.items);
    cursor = read.next_cursor ?? undefined;
  } while (cursor);
  return items;
}

const at = (cursor?: string) => ({ params: { query: { ...ALL, ...(cursor ? { cursor } : {}) } } });

const readers = {
  statuses: () => whole<Status>((cursor) => answer(client.GET("/statuses", at(cursor)))),
  priorities: () => whole<Priority>((cursor) => answer(client.GET("/priorities", at(cursor)))),
  departments: () => whole<Department>((cursor) => answer(client.GET("/departments", at(cursor)))),
  members: () => whole<Member>((cursor) => answer(client.GET("/members", at(cursor)))),
  fields: () => whole<Field>((cursor) => answer(client.GET("/fields", at(cursor)))),
  field_groups: () => whole<Schemas["FieldGroup"]>((cursor) => answer(client.GET("/field_groups", at(cursor)))),
  macros: () => whole<Schemas["Macro"]>((cursor) => answer(client.GET("/macros", at(cursor)))),
} as const;

export type CatalogKind = keyof typeof readers;
type Items<K extends CatalogKind> = Awaited<ReturnType<(typeof readers)[K]>>;

/** All settings of a kind, retired ones too (old tickets have them still); kept fresh by the live stream. */
export function useCatalog<K extends CatalogKind>(kind: K): Items<K> | undefined {
  return useShared(of(kind)) as Items<K> | undefined;
}

export function useWorkspace(): Schemas["Workspace"] | undefined {
  return useShared(WORKSPACE);
}

const asked = <K extends CatalogKind>(kind: K) => ({
  queryKey: ["catalog", kind] as const,
  queryFn: readers[kind] as () => Promise<Items<K>>,
  staleTime: Number.POSITIVE_INFINITY,
});
const WORKSPACE_ASKED = {
  queryKey: ["catalog", "workspace"] as const,
  queryFn: () => answer(client.GET("/workspace")),
  staleTime: Number.POSITIVE_INFINITY,
};
const WORKSPACE = shared(WORKSPACE_ASKED);
const FIRST: CatalogKind[] = ["statuses", "priorities", "departments", "members", "fields", "macros"];

/** Reads what every list needs, if it is not there yet; fails never. */
export async function readCatalog(): Promise<void> {
  await Promise.all([
    queries.prefetchQuery(WORKSPACE_ASKED),
    ...FIRST.map((kind) => queries.prefetchQuery(asked(kind))),
  ]);
}

const kinds = new Map<CatalogKind, Shared<unknown[]>>();

function of(kind: CatalogKind): Shared<unknown[]> {
  const known = kinds.get(kind);
  if (known) return known;
  const made = shared<unknown[]>({ ...asked(kind), queryFn: readers[kind] as () => Promise<unknown[]> });
  kinds.set(kind, made);
  return made;
}

type Named = { name: string; names?: Record<string, string> };

/** The name in the language that the console speaks, if it has one there. */
export function nameIn(locale: string, named: Named): string {
  return named.names?.[locale] ?? named.name;
}

/** Reads names in the language of the console. */
export function useNameOf(): (named: Named) => string {
  const locale = useLocale();
  return (named) => nameIn(locale, named);
}
