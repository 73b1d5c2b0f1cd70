/** The value of a question, picked or typed as its kind asks for. */
import { MultiSelect, NumberInput, Select, TagsInput, TextInput } from "@mantine/core";
import { CustomerPicker, OrganisationPicker } from "#/pages/list/filter/CustomerPicker";
import type { Rule } from "#/pages/list/filter/model";
import type { Path } from "#/pages/list/filter/paths";
import { LengthInput, WhenInput } from "#/pages/list/filter/TimeInputs";
import { useChoices } from "#/pages/list/filter/useChoices";
import { m } from "#/paraglide/messages.js";

type Props = { rule: Rule; path: Path | undefined; onValue: (value: unknown) => void };

export function ValueInput({ rule, path, onValue }: Props) {
  const choices = useChoices(path);
  const { op, value } = rule;
  const shared = { size: "xs", "aria-label": m.list_rule_value() } as const;
  const kind = path?.kind ?? "text";
  if (op === "exists" || kind === "yes_no")
    return (
      <Select
        {...shared}
        data={[
          { value: "true", label: op === "exists" ? m.list_value_there() : m.common_yes() },
          { value: "false", label: op === "exists" ? m.list_value_missing() : m.common_no() },
        ]}
        value={String(value)}
        onChange={(text) => onValue(text === "true")}
        allowDeselect={false}
      />
    );
  if (op === "in_last" || op === "in_next") return <LengthInput value={value} onValue={onValue} />;
  if (kind === "moment" || kind === "date") return <WhenInput value={value} op={op} kind={kind} onValue={onValue} />;
  if (kind === "number")
    return <NumberInput {...shared} value={typeof value === "number" ? value : ""} onChange={toNumber(onValue)} />;
  if (kind === "customer") return <CustomerPicker value={value} onValue={onValue} />;
  if (kind === "organisation") return <OrganisationPicker value={value} onValue={onValue} />;
  if (op === "in" || op === "not_in") {
    const list = Array.isArray(value) ? value.map(String) : [];
    return choices ? (
      <MultiSelect {...shared} searchable data={choices} value={list} onChange={onValue} />
    ) : (
      <TagsInput {...shared} value={list} onChange={onValue} />
    );
  }
  if (kind === "cascade" && choices)
    return (
      <Select
        {...shared}
        searchable
        data={choices}
        value={Array.isArray(value) ? value.join("/") : null}
        onChange={(keys) => onValue(keys ? keys.split("/") : [])}
      />
    );
  if (choices) return <Select {...shared} searchable data={choices} value={text(value)} onChange={onValue} />;
  return <TextInput {...shared} value={text(value) ?? ""} onChange={(event) => onValue(event.currentTarget.value)} />;
}

const text = (value: unknown) => (value === undefined || value === null ? null : String(value));
const toNumber = (onValue: (value: unknown) => void) => (value: string | number) =>
  onValue(typeof value === "number" ? value : undefined);
