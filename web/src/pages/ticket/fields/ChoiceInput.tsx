/** Choosing what can be chosen now; what was chosen before and cannot be any more stays to be seen. */
import { MultiSelect, Select } from "@mantine/core";
import { nameIn } from "#/api/catalog";
import type { Schemas } from "#/api/client";
import { levelBelow } from "#/conditions/fields";
import { useLocale } from "#/i18n/locale";
import { m } from "#/paraglide/messages.js";
import type { FieldInputProps } from "./FieldInput";
import styles from "./Fields.module.css";
import type { Shared } from "./shared";

type Choice = Schemas["FieldChoice"];
type Props = FieldInputProps & { shared: Shared };

const clearing = () => ({ "aria-label": m.common_remove() });

export function ChoiceInput(props: Props) {
  if (props.field.kind.type === "cascading_choice") return <Cascade {...props} />;
  if (props.field.kind.type === "multi_choice") return <Several {...props} />;
  return <One {...props} />;
}

/** What can be chosen, and of the rest what is chosen. */
function useOptions({ field, form }: FieldInputProps): (trail: string[], chosen: string[]) => Option[] {
  const locale = useLocale();
  return (trail, chosen) => {
    const usable = form.choices(field, trail);
    const kept = levelBelow(field, trail).filter((one) => chosen.includes(one.key) && !usable.includes(one));
    const option = (choice: Choice) => ({ value: choice.key, label: nameIn(locale, choice) });
    return [...usable.map(option), ...kept.map((choice) => retiredOption(option(choice)))];
  };
}

type Option = { value: string; label: string; disabled?: boolean };
const retiredOption = (option: Option): Option => ({
  ...option,
  label: m.ticket_choice_gone({ name: option.label }),
  disabled: true,
});

function One(props: Props) {
  const { value, onSettle, shared } = props;
  const options = useOptions(props);
  const chosen = typeof value === "string" ? value : null;
  return (
    <Select
      {...shared}
      data={options([], chosen === null ? [] : [chosen])}
      value={chosen}
      onChange={onSettle}
      clearable
      searchable
      clearButtonProps={clearing()}
    />
  );
}

function Several(props: Props) {
  const { value, onSettle, shared } = props;
  const options = useOptions(props);
  const chosen = Array.isArray(value) ? (value as string[]) : [];
  return (
    <MultiSelect
      {...shared}
      data={options([], chosen)}
      value={chosen}
      onChange={(next) => onSettle(next.length === 0 ? null : next)}
      clearable
      searchable
      clearButtonProps={clearing()}
    />
  );
}

/** From the top down; it is settled when there is nothing below. */
function Cascade(props: Props) {
  const { field, value, onType, onSettle, shared } = props;
  const options = useOptions(props);
  const trail = Array.isArray(value) ? (value as string[]) : [];
  const choose = (depth: number, key: string | null) => {
    const next = key === null ? trail.slice(0, depth) : [...trail.slice(0, depth), key];
    if (next.length === 0) onSettle(null);
    else if (levelBelow(field, next).length > 0) onType(next);
    else onSettle(next);
  };
  const depths = levelBelow(field, trail).length > 0 ? trail.length + 1 : trail.length;
  return (
    <div className={styles.cascade}>
      {Array.from({ length: Math.max(depths, 1) }, (_, depth) => (
        <Select
          // biome-ignore lint/suspicious/noArrayIndexKey: the depth is what tells one from the other
          key={depth}
          {...shared}
          {...(depth > 0 && { label: undefined, description: undefined, "aria-label": shared.label })}
          error={depth === depths - 1 ? shared.error : undefined}
          data={options(trail.slice(0, depth), trail.slice(depth, depth + 1))}
          value={trail[depth] ?? null}
          onChange={(key) => choose(depth, key)}
          clearable
          searchable
          clearButtonProps={clearing()}
        />
      ))}
    </div>
  );
}
