/** The condition language as the rules of custom fields ask it (docs/conditions.md): whether it holds of a ticket. */
import type { Schemas } from "#/api/client";
import { folded } from "./fold";
import { dayOf, moment } from "./moments";

export type Condition = Schemas["Condition"];
type Leaf = Extract<Condition, { path: string }>;
type Op = Leaf["op"];

/** What a path holds; null, undefined, an empty text and an empty list are missing. */
export type Value = null | undefined | boolean | number | string | string[];
/** Says what a path holds. */
export type Facts = (path: string) => Value;

/** Ids, keys and words: compared letter by letter. */
const EXACT = new Set([
  "status",
  "status_category",
  "priority",
  "department_id",
  "assignee_ids",
  "tags",
  "channel",
  "requester_id",
  "organisation_id",
]);
const MOMENTS = new Set(["due_at"]);

export function holds(condition: Condition, facts: Facts): boolean {
  if ("all" in condition) return condition.all.every((part) => holds(part, facts));
  if ("any" in condition) return condition.any.some((part) => holds(part, facts));
  if ("not" in condition) return !holds(condition.not, facts);
  return leafHolds(condition, facts(condition.path));
}

export function isMissing(value: Value): value is null | undefined {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

function leafHolds(leaf: Leaf, value: Value): boolean {
  if (leaf.op === "exists") return isMissing(value) !== (leaf.value === true);
  const negated = leaf.op === "ne" || leaf.op === "not_in";
  return negated !== (!isMissing(value) && fits(leaf, value));
}

/** `ne` and `not_in` ask as `eq` and `in` do; their answers are turned round afterwards. */
function fits({ path, op, value: wanted }: Leaf, value: Value): boolean {
  if (MOMENTS.has(path)) return typeof wanted === "string" && ordered(op, value, wanted);
  if (EXACT.has(path)) return among(op, value, wanted, (text) => text);
  if (path === "subject" || path === "description") return textFits(op, value, wanted);
  return fieldFits(op, value, wanted);
}

function fieldFits(op: Op, value: Value, wanted: unknown): boolean {
  if (Array.isArray(wanted) && op !== "in" && op !== "not_in") return trailFits(op, value, wanted);
  if (typeof wanted === "boolean") return value === wanted;
  if (typeof wanted === "number") return ordered(op, value, wanted);
  if (op === "lt" || op === "le" || op === "gt" || op === "ge") return ordered(op, value, String(wanted));
  return textFits(op, value, wanted);
}

/** A cascading choice: exactly so, or so and anything below. */
function trailFits(op: Op, value: Value, wanted: unknown[]): boolean {
  if (!Array.isArray(value)) return false;
  const begins = wanted.every((key, index) => value[index] === key);
  return begins && (op === "starts_with" || value.length === wanted.length);
}

function textFits(op: Op, value: Value, wanted: unknown): boolean {
  if (op === "contains" && typeof value === "string") return folded(value).includes(folded(String(wanted)));
  if (op === "starts_with") return typeof value === "string" && folded(value).startsWith(folded(String(wanted)));
  return among(op, value, wanted, folded);
}

/** Whether the value, or one of a list, is among those asked for. */
function among(op: Op, value: Value, wanted: unknown, as: (text: string) => string): boolean {
  const several = op === "in" || op === "not_in";
  if (several !== Array.isArray(wanted)) return false;
  const texts = (several ? (wanted as unknown[]) : [wanted]).map((one) => as(String(one)));
  const has = Array.isArray(value) ? value : [String(value)];
  return has.some((text) => texts.includes(as(text)));
}

function ordered(op: Op, value: Value, bound: number | string): boolean {
  const order = compared(value, bound);
  if (order === undefined) return false;
  if (op === "lt") return order < 0;
  if (op === "le") return order <= 0;
  if (op === "gt") return order > 0;
  if (op === "ge") return order >= 0;
  return order === 0;
}

/** How the value lies to the bound; nothing when they cannot be compared. */
function compared(value: Value, bound: number | string): number | undefined {
  if (typeof bound === "number") return typeof value === "number" ? Math.sign(value - bound) : undefined;
  if (typeof value !== "string") return undefined;
  const at = moment(value);
  const boundAt = moment(bound);
  if (at !== undefined && boundAt !== undefined) return Math.sign(at - boundAt);
  const day = dayOf(value);
  const boundDay = dayOf(bound);
  if (day === undefined || boundDay === undefined) return undefined;
  return day < boundDay ? -1 : Number(day > boundDay);
}
