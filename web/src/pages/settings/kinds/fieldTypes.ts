/** Types of custom fields, and what each of them asks. */
import { m } from "#/paraglide/messages.js";
import type { Words } from "../kit/options";
import type { Spec, Variant } from "../kit/spec";

export const FIELD_TYPES: Words = [
  ["text", m.settings_field_text],
  ["long_text", m.settings_field_long_text],
  ["number", m.settings_field_number],
  ["integer", m.settings_field_integer],
  ["date", m.settings_field_date],
  ["date_time", m.settings_field_date_time],
  ["yes_no", m.settings_field_yes_no],
  ["choice", m.settings_field_choice],
  ["multi_choice", m.settings_field_multi_choice],
  ["cascading_choice", m.settings_field_cascading_choice],
  ["member", m.settings_field_member],
  ["customer", m.settings_field_customer],
  ["url", m.settings_field_url],
  ["email", m.settings_field_email],
  ["phone", m.settings_field_phone],
  ["regex", m.settings_field_regex],
];

const length: Spec[] = [{ name: "max_length", type: "number", min: 1, label: m.settings_field_max_length }];
const range: Spec[] = [
  { name: "min", type: "number", label: m.settings_field_min, decimals: true },
  { name: "max", type: "number", label: m.settings_field_max, decimals: true },
  { name: "unit", type: "text", nullable: true, label: m.settings_field_unit },
];
const decimals: Spec = { name: "decimals", type: "number", min: 0, max: 10, label: m.settings_field_decimals };

/** Choices are never taken away, only retired: tickets may have them. */
function choices(levels: number): Spec {
  const below = levels > 1 ? [choices(levels - 1)] : [];
  return {
    name: "choices",
    type: "list",
    label: m.settings_field_choices,
    hint: m.settings_field_choices_hint,
    add: m.settings_field_choices_add,
    part: {
      fresh: () => ({ key: "", name: "", names: {} }),
      specs: [
        { name: "names", type: "names", label: m.common_name },
        { name: "key", type: "text", ltr: true, label: m.settings_key },
        { name: "retired", type: "switch", label: m.settings_customer_retired },
        { name: "available_if", type: "condition", scope: "field", label: m.settings_field_available_if },
        ...below,
      ],
    },
  };
}

const LEVELS = 4;
const ASKED: Record<string, Spec[]> = {
  text: length,
  long_text: length,
  number: [...range, decimals],
  integer: range,
  choice: [choices(1)],
  multi_choice: [choices(1)],
  cascading_choice: [choices(LEVELS)],
  regex: [
    { name: "pattern", type: "text", ltr: true, required: true, label: m.settings_field_pattern },
    { name: "hint", type: "text", nullable: true, label: m.settings_field_pattern_hint },
  ],
};

export const FIELD_VARIANTS: Variant[] = FIELD_TYPES.map(([type, label]) => ({
  type,
  label,
  specs: ASKED[type] ?? [],
  fresh: () => (ASKED[type]?.some((spec) => spec.name === "choices") ? { choices: [] } : {}),
}));
