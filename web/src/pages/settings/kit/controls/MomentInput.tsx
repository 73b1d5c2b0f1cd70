/** A day, a time of day, or both, as the browser lets people choose them. */
import { TextInput } from "@mantine/core";
import dayjs from "dayjs";

type Props = {
  kind: "date" | "time" | "moment";
  label: string;
  description: string | undefined;
  error: string | undefined;
  required: boolean;
  disabled: boolean;
  value: unknown;
  onChange: (value: string | null) => void;
};

const INPUT = { date: "date", time: "text", moment: "datetime-local" } as const;

export function MomentInput({ kind, value, onChange, ...common }: Props) {
  const shown = typeof value === "string" ? (kind === "moment" ? dayjs(value).format("YYYY-MM-DDTHH:mm") : value) : "";
  const take = (typed: string) => {
    if (typed === "") return onChange(null);
    onChange(kind === "moment" ? new Date(typed).toISOString() : typed);
  };
  return (
    <TextInput
      {...common}
      type={INPUT[kind]}
      dir="ltr"
      w={kind === "time" ? 90 : 220}
      maw="100%"
      {...(kind === "time" ? { placeholder: "09:00", pattern: "([01]?[0-9]|2[0-4]):[0-5][0-9]" } : {})}
      value={shown}
      onChange={(event) => take(event.currentTarget.value)}
    />
  );
}
