/** What a row of a condition compares with. */
import { Autocomplete, MultiSelect, NativeSelect, NumberInput, Select, TagsInput, TextInput } from "@mantine/core";
import { m } from "#/paraglide/messages.js";
import { type Option, useOptions, withChosen } from "../options";
import type { Scope } from "../spec";
import styles from "./condition.module.css";
import type { Path } from "./paths";

type Props = { path: Path; op: string; scope: Scope; value: unknown; onChange: (value: unknown) => void };

const MOMENTS = ["now", "now-1h", "now-1d", "now-7d", "now+1h", "now+1d", "today", "tomorrow", "today-7d", "today+7d"];
const LENGTHS = ["30m", "1h", "4h", "1d", "2d", "7d", "2w"];
const DAYS = ["today", "yesterday", "tomorrow"];

export function ValueEditor({ path, op, scope, value, onChange }: Props) {
  const from = useOptions(path.from ?? []);
  const options = path.options ?? (path.from ? withMe(path, from, scope) : undefined);
  const common = { size: "xs", className: styles.value ?? "", "aria-label": m.settings_condition_value() } as const;
  if (op === "exists" || path.kind === "flag") {
    return (
      <NativeSelect
        {...common}
        data={[
          { value: "true", label: m.common_yes() },
          { value: "false", label: m.common_no() },
        ]}
        value={String(value)}
        onChange={(event) => onChange(event.currentTarget.value === "true")}
      />
    );
  }
  if (op === "in" || op === "not_in") {
    const chosen = (Array.isArray(value) ? value : []).map(String);
    if (!options) return <TagsInput {...common} acceptValueOnBlur value={chosen} onChange={onChange} />;
    return <MultiSelect {...common} searchable data={withChosen(options, chosen)} value={chosen} onChange={onChange} />;
  }
  if (options) {
    const chosen = value ? String(value) : null;
    const data = withChosen(options, chosen ? [chosen] : []);
    return <Select {...common} searchable data={data} value={chosen} onChange={(next) => onChange(next ?? "")} />;
  }
  if (path.kind === "number") {
    return <NumberInput {...common} value={Number(value)} onChange={(next) => onChange(Number(next))} />;
  }
  if (path.kind === "moment") {
    const suggested = op === "on" ? DAYS : op === "in_last" || op === "in_next" ? LENGTHS : MOMENTS;
    return (
      <Autocomplete
        {...common}
        data={suggested}
        filter={({ options: all }) => all}
        value={String(value)}
        onChange={onChange}
      />
    );
  }
  return (
    <TextInput
      {...common}
      dir="auto"
      value={typeof value === "string" ? value : ""}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** "Me" is whoever looks at the list. */
function withMe(path: Path, options: Option[], scope: Scope): Option[] {
  return scope === "list" && path.from === "members" && path.kind === "many"
    ? [{ value: "me", label: m.settings_search_me() }, ...options]
    : options;
}
