/** A condition as people build it: groups and rules that may be unfinished, to and from JSON. */
import { type Condition, isLeaf, type Op } from "#/pages/list/filter/condition";

export type Rule = { key: number; kind: "rule"; not: boolean; path: string; op: Op; value: unknown };
export type Group = { key: number; kind: "all" | "any"; not: boolean; parts: Part[] };
export type Part = Rule | Group;

let last = 0;
const key = () => {
  last += 1;
  return last;
};

export const newGroup = (parts: Part[] = []): Group => ({ key: key(), kind: "all", not: false, parts });
export const newRule = (path: string, op: Op, value?: unknown): Rule => {
  return { key: key(), kind: "rule", not: false, path, op, value };
};

/** The outermost is always a group, so that one can add to it. */
export function fromCondition(condition: Condition | undefined): Group {
  if (condition === undefined) return newGroup();
  const part = partOf(condition);
  return part.kind === "rule" || part.not ? newGroup([part]) : part;
}

function partOf(condition: Condition): Part {
  if (isLeaf(condition)) return newRule(condition.path, condition.op, condition.value);
  if ("not" in condition) {
    const part = partOf(condition.not);
    return part.not ? { ...newGroup([part]), not: true } : { ...part, not: true };
  }
  const kind = "all" in condition ? "all" : "any";
  const parts = "all" in condition ? condition.all : condition.any;
  return { key: key(), kind, not: false, parts: parts.map(partOf) };
}

/** What is unfinished asks for nothing. */
export function toCondition(part: Part): Condition | undefined {
  const plain = part.kind === "rule" ? ruleCondition(part) : groupCondition(part);
  return plain && part.not ? { not: plain } : plain;
}

function ruleCondition({ path, op, value }: Rule): Condition | undefined {
  return isFinished(op, value) ? { path, op, value } : undefined;
}

function groupCondition(group: Group): Condition | undefined {
  const parts = group.parts.map(toCondition).filter((part) => part !== undefined);
  if (parts.length === 0) return undefined;
  if (parts.length === 1) return parts[0];
  return group.kind === "all" ? { all: parts } : { any: parts };
}

export function isFinished(op: Op, value: unknown): boolean {
  if (op === "in" || op === "not_in") return Array.isArray(value) && value.length > 0;
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== "" && !Number.isNaN(value);
}

/** The tree with one part in another state, or without it. */
export function replaced(group: Group, at: number, by: Part | undefined): Group {
  const parts = group.parts.flatMap((part) => {
    if (part.key === at) return by ? [by] : [];
    return [part.kind === "rule" ? part : replaced(part, at, by)];
  });
  return { ...group, parts };
}

export function added(group: Group, to: number, part: Part): Group {
  if (group.key === to) return { ...group, parts: [...group.parts, part] };
  return { ...group, parts: group.parts.map((one) => (one.kind === "rule" ? one : added(one, to, part))) };
}

/** How many rules say something. */
export function ruleCount(part: Part): number {
  if (part.kind === "rule") return isFinished(part.op, part.value) ? 1 : 0;
  return part.parts.reduce((sum, one) => sum + ruleCount(one), 0);
}
