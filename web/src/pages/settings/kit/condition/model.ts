/** Conditions as rows and groups that people edit, and as the JSON that the API takes. */

export type Json = Record<string, unknown>;
export type Row = { id: string; path: string; op: string; value: unknown };
export type Mode = "all" | "any" | "none" | "not_all";
export type Group = { id: string; mode: Mode; parts: Node[] };
export type Node = Row | Group;

export const isGroup = (node: Node): node is Group => "parts" in node;

let made = 0;
const id = () => `c${++made}`;
export const row = (path: string, op: string, value: unknown): Row => ({ id: id(), path, op, value });
export const group = (mode: Mode, parts: Node[] = []): Group => ({ id: id(), mode, parts });

/** The short form that rules may have: one entry of each list. */
const SHORT: Record<string, string> = { status: "status", priority: "priority", department: "department_id" };

/** An empty group stands for no condition at all. */
export function toGroup(json: unknown): Group {
  if (json === null || json === undefined) return group("all");
  const node = toNode(json as Json);
  return isGroup(node) ? node : group("all", [node]);
}

function toNode(json: Json): Node {
  if (Array.isArray(json.all)) return group("all", json.all.map(toNode));
  if (Array.isArray(json.any)) return group("any", json.any.map(toNode));
  if (json.not) return negated(json.not as Json);
  if (typeof json.path === "string") return row(json.path, String(json.op), json.value);
  const asked = Object.entries(json).filter(([, values]) => Array.isArray(values) && values.length > 0);
  return group(
    "all",
    asked.map(([name, values]) => row(SHORT[name] ?? name, "in", values)),
  );
}

function negated(inner: Json): Group {
  if (Array.isArray(inner.any)) return group("none", inner.any.map(toNode));
  if (Array.isArray(inner.all)) return group("not_all", inner.all.map(toNode));
  return group("none", [toNode(inner)]);
}

/** Null where nothing is asked; empty groups within others are left out. */
export function toJson(node: Node): Json | null {
  if (!isGroup(node)) return { path: node.path, op: node.op, value: node.value };
  const parts = node.parts.map(toJson).filter((part): part is Json => part !== null);
  const [only] = parts;
  if (only === undefined) return null;
  const single = parts.length === 1;
  switch (node.mode) {
    case "all":
      return single ? only : { all: parts };
    case "any":
      return single ? only : { any: parts };
    case "none":
      return { not: single ? only : { any: parts } };
    case "not_all":
      return { not: single ? only : { all: parts } };
  }
}

/** The group with one of its parts, however deep, exchanged; null takes it away. */
export function exchanged(within: Group, of: string, next: Node | null): Group {
  const parts = within.parts.flatMap((part) => {
    if (part.id === of) return next === null ? [] : [next];
    return [isGroup(part) ? exchanged(part, of, next) : part];
  });
  return { ...within, parts };
}
