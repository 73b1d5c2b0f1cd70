/** A moment on the clock of whoever looks, told when one leaves it. */
import { TextInput, type TextInputProps } from "@mantine/core";
import { useEffect, useState } from "react";

type Props = Omit<TextInputProps, "value" | "onChange"> & { value: string; onSettle: (text: string) => void };

export function MomentText({ value, onSettle, ...rest }: Props) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const settle = () => {
    if (text !== value) onSettle(text);
  };
  return (
    <TextInput
      {...rest}
      type="datetime-local"
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={settle}
      onKeyDown={(event) => {
        if (event.key === "Enter") settle();
      }}
    />
  );
}
