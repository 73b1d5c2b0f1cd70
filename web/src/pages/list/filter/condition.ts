/** The language of conditions as JSON, and how two of them are taken together. */
import type { Schemas } from "#/api/client";

export type Condition = Schemas["Condition"];
export type Leaf = Extract<Condition, { path: string }>;
export type Op = Leaf["op"];

export function leaf(path: string, op: Op, value: unknown): Leaf {
  return { path, op, value };
}

export function isLeaf(condition: Condition): condition is Leaf {
  return "path" in condition;
}

/** Both must hold; what is missing asks for nothing. */
export function both(...conditions: (Condition | undefined)[]): Condition | undefined {
  const parts = conditions.filter((part) => part !== undefined);
  return parts.length > 1 ? { all: parts } : parts[0];
}

/** Filters with one more condition that must hold. */
export function narrowed(filters: Readonly<Record<string, string>>, condition: Condition): Record<string, string> {
  const given = filters.condition === undefined ? undefined : (JSON.parse(filters.condition) as Condition);
  return { ...filters, condition: JSON.stringify(both(given, condition)) };
}
