/** A member or a customer as the value of a field. */
import { Select } from "@mantine/core";
import { useState } from "react";
import { useCatalog } from "#/api/catalog";
import { useCustomerName, useFoundCustomers } from "#/api/people";
import { m } from "#/paraglide/messages.js";
import type { FieldInputProps } from "./FieldInput";
import type { Shared } from "./shared";

type Props = FieldInputProps & { shared: Shared };

export function PersonInput(props: Props) {
  return props.field.kind.type === "member" ? <MemberInput {...props} /> : <CustomerInput {...props} />;
}

function MemberInput({ value, onSettle, shared }: Props) {
  const members = useCatalog("members") ?? [];
  const usable = members.filter((member) => !member.retired || member.id === value);
  return (
    <Select
      {...shared}
      data={usable.map((member) => ({ value: member.id, label: member.name }))}
      value={typeof value === "string" ? value : null}
      onChange={onSettle}
      clearable
      searchable
      clearButtonProps={{ "aria-label": m.common_remove() }}
    />
  );
}

function CustomerInput({ value, onSettle, shared }: Props) {
  const [typed, setTyped] = useState("");
  const chosen = typeof value === "string" ? value : null;
  const name = useCustomerName(chosen);
  const found = useFoundCustomers(typed).map((one) => ({ value: one.id, label: one.name ?? one.email ?? one.id }));
  const shown = chosen && !found.some((one) => one.value === chosen) ? [{ value: chosen, label: name ?? "…" }] : [];
  return (
    <Select
      {...shared}
      data={[...shown, ...found]}
      value={chosen}
      onChange={onSettle}
      searchable
      onSearchChange={setTyped}
      filter={({ options }) => options}
      clearable
      clearButtonProps={{ "aria-label": m.common_remove() }}
      nothingFoundMessage={m.ticket_customer_none()}
    />
  );
}
