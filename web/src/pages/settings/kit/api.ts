/** Settings of every kind are read and written alike; this is that one way, below the types of each kind. */
import { type QueryKey, useQuery } from "@tanstack/react-query";
import { answer, client, type Schemas } from "#/api/client";
import { queries } from "#/api/queries";

/** What every setting has, whatever its kind. */
export type Setting = {
  id: string;
  version: number;
  retired: boolean;
  name: string;
  names?: Record<string, string>;
  updated_at: string;
};
export type Body = Record<string, unknown>;
type Given = {
  params?: { query?: object; header?: object };
  headers?: Record<string, string>;
  body?: unknown;
  bodySerializer?: (body: never) => unknown;
};
type Method = (path: string, given?: Given) => Promise<{ data?: unknown; error?: unknown; response: Response }>;

/** The typed client without the types of single paths: kinds are a parameter here. */
const raw = client as unknown as Record<"GET" | "POST" | "PUT" | "PATCH" | "DELETE", Method>;

export function send<T>(method: keyof typeof raw, path: string, given?: Given): Promise<T> {
  return answer(raw[method](path, given)) as Promise<T>;
}

const A_PAGE = 200;
type Page<T> = { items: T[]; next_cursor?: string | null };

/** All settings of a kind, retired ones too. */
export async function readAll<T>(kind: string): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null | undefined;
  do {
    const query = { include_retired: true, limit: A_PAGE, ...(cursor ? { cursor } : {}) };
    const page = await send<Page<T>>("GET", `/${kind}`, { params: { query } });
    items.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor);
  return items;
}

export const keyOf = (kind: string): QueryKey => ["catalog", kind];

/** The settings of a kind, as the catalog keeps them. */
export function useSettings<T = Setting>(kind: string, enabled = true) {
  return useQuery({
    queryKey: keyOf(kind),
    queryFn: () => readAll<T>(kind),
    enabled,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function changed(kind: string): Promise<void> {
  if (kind === "views") void queries.invalidateQueries({ queryKey: ["counts"] });
  if (kind === "members" || kind === "roles") void queries.invalidateQueries({ queryKey: ["me"] });
  return queries.invalidateQueries({ queryKey: keyOf(kind) });
}

const ifMatch = (version: number) => ({ header: { "If-Match": `"${version}"` } });

export async function create<T = Setting>(kind: string, body: Body): Promise<T> {
  const made = await send<T>("POST", `/${kind}`, { body });
  await changed(kind);
  return made;
}

/** Changes a part of a setting; refused where somebody else was quicker, if a version is named. */
export async function change<T = Setting>(kind: string, id: string, body: Body, version?: number): Promise<T> {
  const params = version === undefined ? {} : { params: ifMatch(version) };
  const made = await send<T>("PATCH", `/${kind}/${id}`, { ...params, body });
  await changed(kind);
  return made;
}

export async function retire(kind: string, id: string): Promise<void> {
  await send("DELETE", `/${kind}/${id}`);
  await changed(kind);
}

/** Saving a retired setting brings it back. */
export async function restore(kind: string, setting: Setting): Promise<void> {
  await change(kind, setting.id, { name: setting.name });
}

export type History = Schemas["History"];
