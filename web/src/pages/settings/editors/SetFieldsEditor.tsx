/** Values that an action gives to custom fields. */
import { CloseButton, NativeSelect, NumberInput, Select, TagsInput, TextInput } from "@mantine/core";
import { type Field, useCatalog, useNameOf } from "#/api/catalog";
import { m } from "#/paraglide/messages.js";
import { useWrong } from "../kit/errors";
import styles from "../kit/kit.module.css";
import type { Draft, EditorProps } from "../kit/spec";
import own from "./editors.module.css";

export default function SetFieldsEditor({ value, onChange, at }: EditorProps) {
  const error = useWrong(at, true);
  const fields = useCatalog("fields") ?? [];
  const nameOf = useNameOf();
  const values = (value ?? {}) as Draft;
  const rest = fields.filter((field) => !(field.key in values) && !field.retired);
  const remove = (key: string) => {
    const { [key]: _, ...others } = values;
    onChange(others);
  };
  return (
    <div className={own.lines}>
      {Object.entries(values).map(([key, of]) => {
        const field = fields.find((one) => one.key === key);
        return (
          <div key={key} className={own.line}>
            <OneValue
              field={field}
              label={field ? nameOf(field) : key}
              value={of}
              onChange={(next) => onChange({ ...values, [key]: next })}
            />
            <CloseButton aria-label={m.common_remove()} onClick={() => remove(key)} />
          </div>
        );
      })}
      {rest.length > 0 && (
        <Select
          searchable
          w={240}
          aria-label={m.settings_action_field_add()}
          placeholder={m.settings_action_field_add()}
          data={rest.map((field) => ({ value: field.key, label: nameOf(field) }))}
          value={null}
          onChange={(key) => key && onChange({ ...values, [key]: null })}
        />
      )}
      {error && <p className={styles.problem}>{error}</p>}
    </div>
  );
}

type ValueProps = { field: Field | undefined; label: string; value: unknown; onChange: (value: unknown) => void };

function OneValue({ field, label, value, onChange }: ValueProps) {
  const nameOf = useNameOf();
  const type = field?.kind.type;
  if (type === "choice") {
    const choices = (field?.kind.choices ?? []).map(({ key, name, names }) => ({
      value: key,
      label: nameOf({ name, names: names ?? {} }),
    }));
    return <Select label={label} clearable data={choices} value={(value as string) ?? null} onChange={onChange} />;
  }
  if (type === "yes_no") {
    const answers = [
      { value: "true", label: m.common_yes() },
      { value: "false", label: m.common_no() },
    ];
    return (
      <NativeSelect
        label={label}
        data={[{ value: "", label: m.common_none() }, ...answers]}
        value={value === null ? "" : String(value)}
        onChange={({ currentTarget }) => onChange(currentTarget.value === "" ? null : currentTarget.value === "true")}
      />
    );
  }
  if (type === "number" || type === "integer")
    return (
      <NumberInput
        label={label}
        value={typeof value === "number" ? value : ""}
        onChange={(next) => onChange(next === "" ? null : Number(next))}
      />
    );
  if (type === "multi_choice" || type === "cascading_choice")
    return <TagsInput label={label} value={(value as string[]) ?? []} onChange={onChange} acceptValueOnBlur />;
  return (
    <TextInput
      dir="auto"
      label={label}
      value={typeof value === "string" ? value : ""}
      onChange={(event) => onChange(event.currentTarget.value || null)}
    />
  );
}
