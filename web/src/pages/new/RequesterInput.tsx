/** Who asks: somebody who is known, found by name, address or phone, or somebody new. */
import { Button, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { useFoundCustomers } from "#/api/people";
import { m } from "#/paraglide/messages.js";
import type { Requester } from "./draft";
import styles from "./New.module.css";

type Props = {
  value: Requester | null;
  onChange: (value: Requester | null) => void;
  errors: Record<string, string>;
};

const NEW = "new";

export function RequesterInput({ value, onChange, errors }: Props) {
  const [typed, setTyped] = useState("");
  const found = useFoundCustomers(typed);
  if (value && !value.id) return <NewRequester value={value} onChange={onChange} errors={errors} />;
  const options = found.map((one) => ({ value: one.id, label: labelOf(one.name, one.email) }));
  const shown = value?.id && !found.some((one) => one.id === value.id);
  const choose = (id: string | null) => {
    if (id === NEW) return onChange(fresh(typed));
    const one = found.find((other) => other.id === id);
    onChange(one ? { id: one.id, name: one.name ?? "", email: one.email ?? "" } : null);
  };
  return (
    <Select
      label={m.common_requester()}
      placeholder={m.ticket_new_requester_hint()}
      value={value?.id ?? null}
      data={[
        ...(shown ? [{ value: value.id ?? "", label: labelOf(value.name, value.email) }] : []),
        ...options,
        ...(typed.trim() === "" || value
          ? []
          : [{ value: NEW, label: m.ticket_new_requester({ words: typed.trim() }) }]),
      ]}
      onChange={choose}
      searchable
      onSearchChange={setTyped}
      filter={({ options: all }) => all}
      error={errors.requester ?? errors["requester.id"]}
      clearable
      clearButtonProps={{ "aria-label": m.common_remove() }}
    />
  );
}

const labelOf = (name: string | null, email: string | null) => [name, email].filter(Boolean).join(" · ");

function fresh(typed: string): Requester {
  const words = typed.trim();
  return words.includes("@") ? { name: "", email: words } : { name: words, email: "" };
}

function NewRequester({ value, onChange, errors }: Props & { value: Requester }) {
  return (
    <fieldset className={styles.requester}>
      <legend>{m.ticket_new_requester_title()}</legend>
      <TextInput
        label={m.common_name()}
        value={value.name}
        onChange={(event) => onChange({ ...value, name: event.currentTarget.value })}
        error={errors["requester.name"] ?? errors.requester}
        dir={value.name === "" ? undefined : "auto"}
      />
      <TextInput
        label={m.ticket_email()}
        type="email"
        dir="ltr"
        value={value.email}
        onChange={(event) => onChange({ ...value, email: event.currentTarget.value })}
        error={errors["requester.email"]}
      />
      <Button variant="subtle" onClick={() => onChange(null)}>
        {m.common_cancel()}
      </Button>
    </fieldset>
  );
}
