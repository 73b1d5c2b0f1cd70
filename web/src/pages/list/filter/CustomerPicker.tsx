/** Picks a customer or an organisation by a few letters of the name. */
import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answer, client } from "#/api/client";
import { m } from "#/paraglide/messages.js";

type Props = { value: unknown; onValue: (value: unknown) => void };
type Choice = { value: string; label: string };

export function CustomerPicker({ value, onValue }: Props) {
  return <Picker value={value} onValue={onValue} kind="customers" find={findCustomers} name={customerName} />;
}

export function OrganisationPicker({ value, onValue }: Props) {
  return (
    <Picker value={value} onValue={onValue} kind="organisations" find={findOrganisations} name={organisationName} />
  );
}

type PickerProps = Props & {
  kind: string;
  find: (words: string) => Promise<Choice[]>;
  name: (id: string) => Promise<string>;
};

function Picker({ value, onValue, kind, find, name }: PickerProps) {
  const [words, setWords] = useState("");
  const [asked] = useDebouncedValue(words, 200);
  const id = typeof value === "string" && value !== "" ? value : undefined;
  const found = useQuery({
    queryKey: ["pick", kind, asked],
    queryFn: () => find(asked),
    placeholderData: keepPreviousData,
  }).data;
  const chosen = useQuery({ queryKey: ["pick", kind, "name", id], queryFn: () => name(id ?? ""), enabled: !!id }).data;
  const own = id && !found?.some((one) => one.value === id) ? [{ value: id, label: chosen ?? "…" }] : [];
  return (
    <Select
      size="xs"
      searchable
      aria-label={m.list_rule_value()}
      placeholder={m.common_search()}
      data={[...own, ...(found ?? [])]}
      filter={({ options }) => options}
      value={id ?? null}
      onChange={(next) => onValue(next ?? undefined)}
      onSearchChange={setWords}
      nothingFoundMessage={m.list_pick_none()}
    />
  );
}

async function findCustomers(words: string): Promise<Choice[]> {
  const query = words ? { q: words, limit: 20 } : { limit: 20 };
  const { items } = await answer(client.GET("/customers", { params: { query: query as never } }));
  return items.map((one) => ({ value: one.id, label: one.name || one.emails[0] || one.id }));
}

async function customerName(id: string): Promise<string> {
  const customer = await answer(client.GET("/customers/{id}", { params: { path: { id } } }));
  return customer.name || customer.emails[0] || id;
}

async function findOrganisations(words: string): Promise<Choice[]> {
  const query = words ? { q: words, limit: 20 } : { limit: 20 };
  const { items } = await answer(client.GET("/organisations", { params: { query: query as never } }));
  return items.map((one) => ({ value: one.id, label: one.name }));
}

async function organisationName(id: string): Promise<string> {
  return (await answer(client.GET("/organisations/{id}", { params: { path: { id } } }))).name;
}
