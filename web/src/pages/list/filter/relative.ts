/** Moments and lengths as conditions write them: `today-7d`, `now+2h`, `90m`. */

export type Unit = "m" | "h" | "d" | "w";
export type Length = { amount: number; unit: Unit };
/** A word, a day so far from today, or a date. */
export type When =
  | { kind: "today" | "yesterday" | "tomorrow" | "now" }
  | { kind: "ago" | "ahead"; length: Length }
  | { kind: "date"; at: string }
  | { kind: "other"; text: string };

const WORDS = new Set(["today", "yesterday", "tomorrow", "now"]);

export function readLength(text: unknown): Length | undefined {
  const found = /^(\d+)([mhdw])$/.exec(String(text));
  return found ? { amount: Number(found[1]), unit: found[2] as Unit } : undefined;
}

export const spellLength = ({ amount, unit }: Length) => `${amount}${unit}`;

export function readWhen(value: unknown): When | undefined {
  if (typeof value !== "string" || value === "") return undefined;
  if (WORDS.has(value)) return { kind: value as "today" };
  const moved = /^(now|today)([+-])(\d+[mhdw])$/.exec(value);
  const length = moved && readLength(moved[3]);
  if (moved && length) return { kind: moved[2] === "-" ? "ago" : "ahead", length };
  return /^\d{4}-\d{2}-\d{2}/.test(value) ? { kind: "date", at: value } : { kind: "other", text: value };
}

/** Days are counted from today, shorter times from now. */
export function spellWhen(when: When): string {
  if (when.kind === "date") return when.at;
  if (when.kind === "other") return when.text;
  if (when.kind !== "ago" && when.kind !== "ahead") return when.kind;
  const from = when.length.unit === "d" || when.length.unit === "w" ? "today" : "now";
  return `${from}${when.kind === "ago" ? "-" : "+"}${spellLength(when.length)}`;
}
