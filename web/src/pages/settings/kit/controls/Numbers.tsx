/** A number, or several of them. */
import { NumberInput, TagsInput } from "@mantine/core";
import type { Spec } from "../spec";

type Common = {
  label: string;
  description: string | undefined;
  error: string | undefined;
  required: boolean;
  disabled: boolean;
  value: unknown;
  onChange: (value: unknown) => void;
};

export function PlainNumber({ spec, value, onChange, ...common }: Common & { spec: Spec & { type: "number" } }) {
  return (
    <NumberInput
      {...common}
      maw={200}
      allowDecimal={spec.decimals ?? false}
      {...(spec.min === undefined ? {} : { min: spec.min })}
      {...(spec.max === undefined ? {} : { max: spec.max })}
      value={typeof value === "number" ? value : ""}
      onChange={(next) => onChange(next === "" ? null : Number(next))}
    />
  );
}

export function Numbers({ value, onChange, ...common }: Common) {
  const numbers = Array.isArray(value) ? (value as number[]) : [];
  const take = (texts: string[]) => {
    const read = texts.map(Number).filter((number) => Number.isFinite(number));
    onChange([...new Set(read)].sort((a, b) => a - b));
  };
  return <TagsInput {...common} acceptValueOnBlur value={numbers.map(String)} onChange={take} />;
}
