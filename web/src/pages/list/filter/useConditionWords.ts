/** A condition in words, as its questions are asked in the dialog. */
import { date, either, lengthOfTime, list, timeAway } from "#/i18n/format";
import { type Condition, isLeaf, type Leaf } from "#/pages/list/filter/condition";
import { type Kind, opLabel, type Path, usePaths } from "#/pages/list/filter/paths";
import { type Length, readLength, readWhen } from "#/pages/list/filter/relative";
import { useChoicesOf } from "#/pages/list/filter/useChoices";
import { m } from "#/paraglide/messages.js";

type Choices = ReturnType<ReturnType<typeof useChoicesOf>>;

export function useConditionWords(): (condition: Condition) => string {
  const paths = usePaths();
  const choicesOf = useChoicesOf();
  const told = (leaf: Leaf) => {
    const path = paths.find((one) => one.path === leaf.path);
    return leafWords(leaf, path, choicesOf(path));
  };
  return (condition) => words(condition, told);
}

function words(condition: Condition, told: (leaf: Leaf) => string): string {
  if (isLeaf(condition)) return told(condition);
  if ("not" in condition) return m.list_op_not({ op: inner(condition.not, told) });
  if ("all" in condition) return list(condition.all.map((part) => inner(part, told)));
  return either(condition.any.map((part) => inner(part, told)));
}

/** Several within others stand in brackets. */
function inner(condition: Condition, told: (leaf: Leaf) => string): string {
  const parts = "all" in condition ? condition.all : "any" in condition ? condition.any : [];
  const said = words(condition, told);
  return parts.length > 1 ? `(${said})` : said;
}

function leafWords({ path: name, op, value }: Leaf, path: Path | undefined, choices: Choices): string {
  const kind = path?.kind ?? "text";
  const label = path?.label ?? name;
  const negated = (word: string) => (value === false ? m.list_op_not({ op: word }) : word);
  if (kind === "yes_no" && op === "eq") return negated(label);
  if (op === "exists") return `${label} ${negated(opLabel(op, kind))}`;
  return `${label} ${opLabel(op, kind)} ${valueWords(value, kind, choices)}`;
}

function valueWords(value: unknown, kind: Kind, choices: Choices): string {
  const chosen = (one: unknown) => choices?.find((choice) => choice.value === String(one))?.label ?? String(one);
  if (kind === "cascade" && Array.isArray(value)) return chosen(value.join("/"));
  if (Array.isArray(value)) return either(value.map(chosen));
  if (kind === "moment" || kind === "date") return momentWords(value);
  return chosen(value);
}

const UNITS: Record<Length["unit"], "minute" | "hour" | "day" | "week"> = {
  m: "minute",
  h: "hour",
  d: "day",
  w: "week",
};

function momentWords(value: unknown): string {
  const length = readLength(value);
  if (length) return lengthOfTime(length.amount, UNITS[length.unit]);
  const when = readWhen(value);
  if (when?.kind === "ago") return timeAway(-when.length.amount, UNITS[when.length.unit]);
  if (when?.kind === "ahead") return timeAway(when.length.amount, UNITS[when.length.unit]);
  if (when?.kind === "date") return date(when.at);
  const named = { today: m.list_when_today, yesterday: m.list_when_yesterday, tomorrow: m.list_when_tomorrow };
  if (when?.kind === "now") return m.list_when_now();
  return when && when.kind in named ? named[when.kind as "today"]() : String(value);
}
