/** Moments and lengths of time in a condition: in words, so far from today, or a date. */
import { NumberInput, Select, TextInput } from "@mantine/core";
import type { Op } from "#/pages/list/filter/condition";
import { readLength, readWhen, spellLength, spellWhen, type Unit, type When } from "#/pages/list/filter/relative";
import { m } from "#/paraglide/messages.js";
import styles from "./filter.module.css";

type LengthProps = { value: unknown; onValue: (value: string) => void; units?: Unit[] };

export function LengthInput({ value, onValue, units = ["m", "h", "d", "w"] }: LengthProps) {
  const length = readLength(value) ?? { amount: 1, unit: "d" as Unit };
  const names = { m: m.list_unit_m(), h: m.list_unit_h(), d: m.list_unit_d(), w: m.list_unit_w() };
  return (
    <span className={styles.pair}>
      <NumberInput
        size="xs"
        w={64}
        min={1}
        aria-label={m.list_amount()}
        value={length.amount}
        onChange={(amount) => onValue(spellLength({ ...length, amount: Math.max(1, Number(amount) || 1) }))}
      />
      <Select
        size="xs"
        aria-label={m.list_unit()}
        data={units.map((unit) => ({ value: unit, label: names[unit] }))}
        value={length.unit}
        onChange={(unit) => onValue(spellLength({ ...length, unit: unit as Unit }))}
        allowDeselect={false}
      />
    </span>
  );
}

type WhenProps = { value: unknown; op: Op; kind: "moment" | "date"; onValue: (value: unknown) => void };

export function WhenInput({ value, op, kind, onValue }: WhenProps) {
  const when = readWhen(value) ?? { kind: "today" as const };
  const whole = op === "on" || kind === "date";
  const names: Record<When["kind"], string> = {
    now: m.list_when_now(),
    today: m.list_when_today(),
    yesterday: m.list_when_yesterday(),
    tomorrow: m.list_when_tomorrow(),
    ago: m.list_when_ago(),
    ahead: m.list_when_ahead(),
    date: m.list_when_date(),
    other: when.kind === "other" ? when.text : "",
  };
  const kinds = (Object.keys(names) as When["kind"][]).filter(
    (name) => (name !== "other" || when.kind === "other") && (name !== "now" || !whole),
  );
  const pick = (next: string | null) => onValue(spellWhen(begun(next as When["kind"])));
  return (
    <span className={styles.pair}>
      <Select
        size="xs"
        aria-label={m.list_rule_value()}
        data={kinds.map((name) => ({ value: name, label: names[name] }))}
        value={when.kind}
        onChange={pick}
        allowDeselect={false}
      />
      {(when.kind === "ago" || when.kind === "ahead") && (
        <LengthInput
          value={spellLength(when.length)}
          units={whole ? ["d", "w"] : ["m", "h", "d", "w"]}
          onValue={(length) => onValue(spellWhen({ ...when, length: readLength(length) ?? when.length }))}
        />
      )}
      {when.kind === "date" && <DateInput at={when.at} whole={whole} onValue={onValue} />}
    </span>
  );
}

function begun(kind: When["kind"]): When {
  if (kind === "ago" || kind === "ahead") return { kind, length: { amount: 7, unit: "d" } };
  if (kind === "date") return { kind, at: new Date().toISOString().slice(0, 10) };
  return kind === "other" ? { kind, text: "" } : { kind };
}

function DateInput({ at, whole, onValue }: { at: string; whole: boolean; onValue: (value: unknown) => void }) {
  const local = whole ? at.slice(0, 10) : localText(at);
  const set = (text: string) => {
    if (text === "") return;
    onValue(whole ? text : new Date(text).toISOString());
  };
  return (
    <TextInput
      size="xs"
      type={whole ? "date" : "datetime-local"}
      aria-label={m.list_when_date()}
      value={local}
      onChange={(event) => set(event.currentTarget.value)}
    />
  );
}

/** As inputs of dates and times take it: on the clock of this device. */
export function localText(at: string): string {
  const moment = new Date(at.length === 10 ? `${at}T00:00` : at);
  const shifted = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000);
  return Number.isNaN(shifted.getTime()) ? "" : shifted.toISOString().slice(0, 16);
}
