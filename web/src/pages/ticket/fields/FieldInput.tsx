/** One custom field to fill in, by its kind; tells what one types at once, and what one has settled on. */
import { NumberInput, Textarea, TextInput } from "@mantine/core";
import type { Field } from "#/api/catalog";
import { nameIn } from "#/api/catalog";
import type { Form } from "#/conditions/fields";
import { useLocale } from "#/i18n/locale";
import { fromLocalInput, localInput } from "../actions/moments";
import { ChoiceInput } from "./ChoiceInput";
import { MomentText } from "./MomentText";
import { PersonInput } from "./PersonInput";
import { YesNoInput } from "./YesNoInput";

export type FieldInputProps = {
  field: Field;
  value: unknown;
  form: Form;
  disabled: boolean;
  error: string | undefined;
  /** With every letter. */
  onType: (value: unknown) => void;
  /** When it is chosen, or left. */
  onSettle: (value: unknown) => void;
};

export function FieldInput(props: FieldInputProps) {
  const { field, value, form, disabled, error, onType, onSettle } = props;
  const locale = useLocale();
  const shared = {
    size: "xs" as const,
    label: nameIn(locale, field),
    description: (field.helps[locale] ?? field.help) || undefined,
    required: form.isRequired(field),
    disabled,
    error,
  };
  const text = {
    ...shared,
    value: typeof value === "string" ? value : "",
    dir: value ? "auto" : undefined,
    onBlur: () => onSettle(value === "" ? null : value),
  };
  const { kind } = field;
  switch (kind.type) {
    case "choice":
    case "multi_choice":
    case "cascading_choice":
      return <ChoiceInput {...props} shared={shared} />;
    case "member":
    case "customer":
      return <PersonInput {...props} shared={shared} />;
    case "yes_no":
      return <YesNoInput {...props} shared={shared} />;
    case "number":
    case "integer":
      return (
        <NumberInput
          {...shared}
          value={typeof value === "number" ? value : ""}
          onChange={(next) => onType(typeof next === "number" ? next : next === "" ? null : Number(next))}
          onBlur={() => onSettle(value)}
          allowDecimal={kind.type === "number"}
          suffix={kind.unit ? ` ${kind.unit}` : ""}
          hideControls
          {...(kind.decimals === undefined || kind.decimals === null ? {} : { decimalScale: kind.decimals })}
        />
      );
    case "long_text":
      return (
        <Textarea
          {...text}
          autosize
          minRows={2}
          maxRows={10}
          maxLength={kind.max_length ?? 20_000}
          onChange={(event) => onType(event.currentTarget.value)}
        />
      );
    case "date":
      return <TextInput {...text} type="date" onChange={(event) => onType(event.currentTarget.value)} />;
    case "date_time":
      return (
        <MomentText
          {...shared}
          value={typeof value === "string" ? localInput(new Date(value)) : ""}
          onSettle={(next) => onSettle(fromLocalInput(next))}
        />
      );
    default:
      return (
        <TextInput
          {...text}
          {...TYPED[kind.type]}
          placeholder={kind.hint ?? undefined}
          maxLength={kind.max_length ?? 1_000}
          onChange={(event) => onType(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") onSettle(value === "" ? null : value);
          }}
        />
      );
  }
}

/** Addresses and numbers read from left to right everywhere. */
const TYPED: Partial<Record<Field["kind"]["type"], { type: string; dir: "ltr" }>> = {
  url: { type: "url", dir: "ltr" },
  email: { type: "email", dir: "ltr" },
  phone: { type: "tel", dir: "ltr" },
};
