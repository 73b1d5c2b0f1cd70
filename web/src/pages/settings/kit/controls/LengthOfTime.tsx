/** A length of time: a number and its unit; or several of them. */
import { Button, CloseButton, Input, NativeSelect, NumberInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { m } from "#/paraglide/messages.js";
import { countOf, secondsOf, UNITS, type Unit, unitOf } from "../duration";
import styles from "../kit.module.css";

type Common = {
  label: string;
  description: string | undefined;
  error: string | undefined;
  required: boolean;
  value: unknown;
  onChange: (value: unknown) => void;
};

const SAID: Record<Unit, () => string> = {
  minutes: m.settings_kit_minutes,
  hours: m.settings_kit_hours,
  days: m.settings_kit_days,
  weeks: m.settings_kit_weeks,
};
const USUAL = 3_600;

export function LengthOfTime({ unit, value, onChange, ...common }: Common & { unit: "seconds" | "minutes" }) {
  const factor = unit === "minutes" ? 60 : 1;
  const seconds = typeof value === "number" ? value * factor : undefined;
  return (
    <Input.Wrapper {...common} labelElement="div">
      <Length
        label={common.label}
        seconds={seconds}
        onChange={(next) => onChange(next === null ? null : next / factor)}
      />
    </Input.Wrapper>
  );
}

export function Durations({ value, onChange, ...common }: Common) {
  const all = Array.isArray(value) ? (value as number[]) : [];
  const put = (index: number, next: number | null) => onChange(all.with(index, next ?? 0));
  return (
    <Input.Wrapper {...common} labelElement="div">
      <div className={styles.stack}>
        {all.map((seconds, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lengths have nothing but their place
          <div key={index} className={styles.inline}>
            <Length label={common.label} seconds={seconds} onChange={(next) => put(index, next)} />
            <CloseButton aria-label={m.common_remove()} onClick={() => onChange(all.toSpliced(index, 1))} />
          </div>
        ))}
        <Button
          variant="default"
          className={styles.small}
          leftSection={<IconPlus size={14} />}
          onClick={() => onChange([...all, USUAL])}
        >
          {m.common_add()}
        </Button>
      </div>
    </Input.Wrapper>
  );
}

type LengthProps = { label: string; seconds: number | undefined; onChange: (seconds: number | null) => void };

function Length({ label, seconds, onChange }: LengthProps) {
  const [unit, setUnit] = useState<Unit>(() => (seconds === undefined ? "hours" : unitOf(seconds)));
  return (
    <div className={styles.inline}>
      <NumberInput
        w={90}
        min={0}
        aria-label={label}
        value={seconds === undefined ? "" : countOf(seconds, unit)}
        onChange={(count) => onChange(count === "" ? null : secondsOf(Number(count), unit))}
      />
      <NativeSelect
        aria-label={m.settings_kit_unit({ of: label })}
        data={Object.keys(UNITS).map((value) => ({ value, label: SAID[value as Unit]() }))}
        value={unit}
        onChange={(event) => {
          const next = event.currentTarget.value as Unit;
          setUnit(next);
          if (seconds !== undefined) onChange(secondsOf(countOf(seconds, unit), next));
        }}
      />
    </div>
  );
}
