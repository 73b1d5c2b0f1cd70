/** How many bytes something may have: a number and its unit. */
import { Input, NativeSelect, NumberInput } from "@mantine/core";
import { useState } from "react";
import { m } from "#/paraglide/messages.js";
import styles from "../kit.module.css";

const MEGABYTE = 1_048_576;
const GIGABYTE = 1_073_741_824;

type Props = {
  label: string;
  description: string | undefined;
  error: string | undefined;
  required: boolean;
  disabled: boolean;
  value: unknown;
  onChange: (value: unknown) => void;
};

export function Size({ value, onChange, ...common }: Props) {
  const { disabled, label } = common;
  const bytes = typeof value === "number" ? value : undefined;
  const [unit, setUnit] = useState(() => (bytes === undefined || bytes % GIGABYTE === 0 ? GIGABYTE : MEGABYTE));
  return (
    <Input.Wrapper {...common} labelElement="div">
      <div className={styles.inline}>
        <NumberInput
          w={110}
          min={0}
          disabled={disabled}
          aria-label={label}
          decimalScale={2}
          value={bytes === undefined ? "" : bytes / unit}
          onChange={(count) => onChange(count === "" ? null : Math.round(Number(count) * unit))}
        />
        <NativeSelect
          disabled={disabled}
          aria-label={m.settings_kit_unit({ of: label })}
          data={[
            { value: String(MEGABYTE), label: m.settings_kit_megabytes() },
            { value: String(GIGABYTE), label: m.settings_kit_gigabytes() },
          ]}
          value={String(unit)}
          onChange={(event) => setUnit(Number(event.currentTarget.value))}
        />
      </div>
    </Input.Wrapper>
  );
}
