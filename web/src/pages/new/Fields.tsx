/** What the department wants to know of the new ticket. */
import { useState } from "react";
import { FieldGroups } from "#/pages/ticket/fields/FieldGroups";
import type { NewDraft } from "./draft";
import type { NewForm } from "./useNewForm";

type Props = {
  draft: NewDraft;
  change: (part: Partial<NewDraft>) => void;
  errors: Record<string, string>;
  form: NewForm;
};

export function Fields({ draft, change, errors, form }: Props) {
  const [fixed, setFixed] = useState<{ of: Props["errors"]; keys: Set<string> }>({ of: errors, keys: new Set() });
  const keys = fixed.of === errors ? fixed.keys : new Set<string>();
  const set = (key: string, value: unknown) => {
    if (draft.fields[key] === value) return;
    setFixed({ of: errors, keys: new Set([...keys, key]) });
    change({ fields: { ...draft.fields, [key]: value } });
  };
  const told = Object.entries(errors)
    .filter(([name]) => name.startsWith("fields."))
    .map(([name, detail]) => [name.slice("fields.".length), detail] as const)
    .filter(([key]) => !keys.has(key));
  if (!form.groups) return null;
  return (
    <FieldGroups
      groups={form.groups}
      form={form.form}
      values={form.values}
      errors={Object.fromEntries(told)}
      disabled={false}
      onType={set}
      onSettle={set}
    />
  );
}
