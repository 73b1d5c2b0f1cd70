/** A moment, saved when one leaves it. */
import { TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { fromLocalInput, localInput } from "../actions/moments";

type Props = { label: string; value: string | null; disabled: boolean; onSave: (value: string | null) => void };

export function MomentInput({ label, value, disabled, onSave }: Props) {
  const shown = value ? localInput(new Date(value)) : "";
  const [text, setText] = useState(shown);
  useEffect(() => setText(shown), [shown]);
  const leave = () => {
    if (text !== shown) onSave(fromLocalInput(text));
  };
  return (
    <TextInput
      size="xs"
      type="datetime-local"
      aria-label={label}
      value={text}
      disabled={disabled}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key === "Enter") leave();
      }}
    />
  );
}
