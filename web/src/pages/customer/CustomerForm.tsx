/** Who a customer is, to be written down. */
import { Button, Select, TagsInput, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { ApiError } from "#/api/client";
import { LANGUAGES } from "#/i18n/locale";
import { m } from "#/paraglide/messages.js";
import styles from "./Customer.module.css";
import { type Customer, useOrganisations, useSaving } from "./customers";
import { type Draft, draftOf, patchOf } from "./model";

type Props = { customer?: Customer; onSaved: (customer: Customer) => void; onCancel: () => void };

const ZONES = Intl.supportedValuesOf("timeZone");
const LANGUAGE_CHOICES = LANGUAGES.map(({ locale, name }) => ({ value: locale as string, label: name }));

export function CustomerForm({ customer, onSaved, onCancel }: Props) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(customer));
  const saving = useSaving(customer, onSaved);
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const error = saving.error instanceof ApiError ? saving.error : undefined;
  const patch = patchOf(draft, customer);
  const wrong = (field: string) => {
    const found = error?.problem?.errors?.find((one) => one.field.startsWith(field));
    return found?.detail;
  };
  const organisations = useOrganisations() ?? [];
  const language = draft.language;
  const other = language && !LANGUAGE_CHOICES.some(({ value }) => value === language);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate(patch);
      }}
    >
      <TextInput
        dir="auto"
        label={m.common_name()}
        value={draft.name}
        error={wrong("name")}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <TagsInput
        label={m.settings_customer_emails()}
        description={m.settings_customer_emails_hint()}
        value={draft.emails}
        acceptValueOnBlur
        error={wrong("emails")}
        onChange={(emails) => set({ emails })}
      />
      <TagsInput
        label={m.settings_customer_phones()}
        value={draft.phones}
        acceptValueOnBlur
        error={wrong("phones")}
        onChange={(phones) => set({ phones })}
      />
      <Select
        label={m.settings_customer_organisation()}
        placeholder={m.settings_customer_any_organisation()}
        searchable
        clearable
        data={organisations.map(({ id, name }) => ({ value: id, label: name }))}
        value={draft.organisation_id}
        error={wrong("organisation_id")}
        onChange={(organisation_id) => set({ organisation_id })}
      />
      <Select
        label={m.settings_customer_language()}
        clearable
        data={other ? [...LANGUAGE_CHOICES, { value: language, label: language }] : LANGUAGE_CHOICES}
        value={language}
        error={wrong("language")}
        onChange={(language) => set({ language })}
      />
      <Select
        label={m.settings_customer_time_zone()}
        searchable
        clearable
        limit={50}
        data={ZONES}
        value={draft.time_zone}
        error={wrong("time_zone")}
        onChange={(time_zone) => set({ time_zone })}
      />
      <Textarea
        dir="auto"
        autosize
        minRows={2}
        label={m.settings_customer_notes()}
        description={m.settings_customer_notes_hint()}
        value={draft.notes}
        error={wrong("notes")}
        onChange={(event) => set({ notes: event.currentTarget.value })}
      />
      {error && (
        <p role="alert" className={styles.problem}>
          {error.message}
        </p>
      )}
      <div className={styles.actions}>
        <Button type="submit" loading={saving.isPending} disabled={Object.keys(patch).length === 0}>
          {m.common_save()}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {m.common_cancel()}
        </Button>
      </div>
    </form>
  );
}
