/** What a form has, what of it is sent, and which words of the server belong to which part. */
import type { Schemas } from "#/api/client";
import type { Body, Setting } from "./api";
import type { Draft, Kind, Spec } from "./spec";

export type Wrong = Schemas["ProblemField"];

export const same = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** Names of the API's JSON that a part of a form stands for. */
export function namesOf(spec: Spec): string[] {
  return spec.type === "names" ? [spec.base ?? "name", spec.name] : [spec.name];
}

const specsOf = (kind: Pick<Kind, "sections">) => kind.sections.flatMap((section) => section.specs);

/** A form begins with what is there, or with what a new one usually has. */
export function draftOf(kind: Pick<Kind, "sections" | "fresh">, setting?: object): Draft {
  const from = { ...kind.fresh(), ...setting } as Draft;
  const names = specsOf(kind).flatMap(namesOf);
  return Object.fromEntries(names.map((name) => [name, from[name] ?? null]));
}

const isEmpty = (value: unknown) => value === null || value === undefined || value === "";

/** What is not asked, because of what else was chosen, is as it should be then. */
function settled(kind: Pick<Kind, "sections">, draft: Draft): Draft {
  const hidden = specsOf(kind).filter((spec) => "hidden" in spec && spec.shown?.(draft) === false);
  return { ...draft, ...Object.fromEntries(hidden.map((spec) => [spec.name, spec.hidden])) };
}

/** All that was filled in; a key for machines is made of the name where nobody told one. */
export function wholeOf(kind: Pick<Kind, "sections">, typed: Draft): Body {
  const draft = settled(kind, typed);
  const names = specsOf(kind).flatMap(namesOf);
  const body = Object.fromEntries(names.filter((name) => !isEmpty(draft[name])).map((name) => [name, draft[name]]));
  const key = names.includes("key") && body.key === undefined ? keyFrom(draft) : "";
  return key === "" ? body : { ...body, key };
}

function keyFrom(draft: Draft): string {
  const names = (draft.names ?? {}) as Record<string, string>;
  return String(names.en ?? draft.name ?? "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
}

/** What differs from what is there; texts that may be empty stay texts. */
export function changesOf(kind: Pick<Kind, "sections" | "fresh">, typed: Draft, setting: object): Body {
  const draft = settled(kind, typed);
  const before = draftOf(kind, setting);
  const names = specsOf(kind)
    .filter((spec) => !spec.fixed)
    .flatMap(namesOf);
  const changed = names.filter((name) => !same(draft[name], before[name]));
  return Object.fromEntries(changed.map((name) => [name, draft[name]]));
}

/** What is to be sent again to take a change back. */
export function undoOf(body: Body, setting: Setting): Body {
  const before = setting as unknown as Body;
  return Object.fromEntries(Object.keys(body).map((name) => [name, before[name] ?? null]));
}

/** What the server says of a place: of it itself or, for what shows no parts, of anything in it. */
export function wrongAt(errors: Wrong[], at: string, whole: boolean): string | undefined {
  const inside = (field: string) => whole && (field.startsWith(`${at}.`) || field.startsWith(`${at}[`));
  return errors.find(({ field }) => field === at || inside(field))?.detail;
}

/** What the server says of nothing that the form shows. */
export function unplaced(errors: Wrong[], specs: Spec[]): Wrong[] {
  const roots = new Set(specs.flatMap(namesOf));
  return errors.filter(({ field }) => !roots.has(field.split(/[.[]/)[0] ?? field));
}
