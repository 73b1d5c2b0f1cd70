/** Yes, no, or not said. */
import { Select } from "@mantine/core";
import { m } from "#/paraglide/messages.js";
import type { FieldInputProps } from "./FieldInput";
import type { Shared } from "./shared";

export function YesNoInput({ value, onSettle, shared }: FieldInputProps & { shared: Shared }) {
  return (
    <Select
      {...shared}
      clearable
      data={[
        { value: "true", label: m.common_yes() },
        { value: "false", label: m.common_no() },
      ]}
      value={typeof value === "boolean" ? String(value) : null}
      onChange={(next) => onSettle(next === null ? null : next === "true")}
      clearButtonProps={{ "aria-label": m.common_remove() }}
    />
  );
}
