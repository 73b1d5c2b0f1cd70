/** One of what there is to choose from, or several. */
import { MultiSelect, Select, Switch } from "@mantine/core";
import { m } from "#/paraglide/messages.js";
import styles from "../kit.module.css";
import { type Source, useOptions, withChosen } from "../options";

type Common = {
  label: string;
  description: string | undefined;
  error: string | undefined;
  required: boolean;
  disabled: boolean;
  from: Source;
  value: unknown;
  onChange: (value: unknown) => void;
};

export function Choice({ from, none, value, onChange, ...common }: Common & { none: (() => string) | undefined }) {
  const chosen = typeof value === "string" ? value : null;
  const options = withChosen(useOptions(from), chosen ? [chosen] : []);
  return (
    <Select
      {...common}
      data={options}
      limit={100}
      searchable={options.length > 8}
      clearable={none !== undefined}
      clearButtonProps={{ "aria-label": m.settings_kit_clear() }}
      allowDeselect={none !== undefined}
      placeholder={none?.() ?? m.settings_kit_choose()}
      value={chosen}
      onChange={onChange}
    />
  );
}

/** Null may mean "any", which is another thing than none of them. */
export function Choices({ from, nullable, value, onChange, ...common }: Common & { nullable: boolean | undefined }) {
  const chosen = Array.isArray(value) ? (value as string[]) : [];
  const options = withChosen(useOptions(from), chosen);
  const any = nullable && !Array.isArray(value);
  return (
    <div className={styles.stack}>
      {nullable && (
        <Switch
          label={`${common.label}: ${m.settings_kit_any()}`}
          checked={any === true}
          onChange={(event) => onChange(event.currentTarget.checked ? null : [])}
        />
      )}
      {!any && (
        <MultiSelect
          {...common}
          searchable
          clearable
          clearButtonProps={{ "aria-label": m.settings_kit_clear() }}
          data={options}
          value={chosen}
          onChange={onChange}
          nothingFoundMessage={m.settings_kit_nothing_to_choose()}
        />
      )}
    </div>
  );
}
