/** A customer or an organisation, found by typing. */
import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answer, client } from "#/api/client";
import { m } from "#/paraglide/messages.js";

type Props = { kind: "customer" | "organisation"; id: string | undefined; onChange: (id: string | undefined) => void };
type Party = { value: string; label: string };

const AT_ONCE = 20;

type Found = { id: string; name: string | null; emails?: string[] };

const party = ({ id, name, emails }: Found): Party => ({ value: id, label: name ?? emails?.[0] ?? id });

async function find(kind: Props["kind"], q: string): Promise<Party[]> {
  const query = { limit: AT_ONCE, ...(q ? { q } : {}) } as never;
  const { items } =
    kind === "customer"
      ? await answer(client.GET("/customers", { params: { query } }))
      : await answer(client.GET("/organisations", { params: { query } }));
  return items.map(party);
}

async function read(kind: Props["kind"], id: string): Promise<Party> {
  const params = { path: { id } };
  return party(
    kind === "customer"
      ? await answer(client.GET("/customers/{id}", { params }))
      : await answer(client.GET("/organisations/{id}", { params })),
  );
}

export function PartyFilter({ kind, id, onChange }: Props) {
  const [typed, setTyped] = useState("");
  const [opened, setOpened] = useState(false);
  const [q] = useDebouncedValue(typed, 200);
  const chosen = useQuery({
    queryKey: ["report-party", kind, id],
    queryFn: () => read(kind, id ?? ""),
    enabled: id !== undefined,
  });
  const wanted = q === chosen.data?.label ? "" : q;
  const found = useQuery({
    queryKey: ["report-parties", kind, wanted],
    queryFn: () => find(kind, wanted),
    enabled: opened,
    placeholderData: keepPreviousData,
  });
  const others = (found.data ?? []).filter((one) => one.value !== id);
  const data = id ? [chosen.data ?? { value: id, label: "…" }, ...others] : others;
  const isCustomer = kind === "customer";
  return (
    <Select
      size="xs"
      searchable
      clearable
      label={isCustomer ? m.reports_customer() : m.reports_organisation()}
      placeholder={isCustomer ? m.reports_all_customers() : m.reports_all_organisations()}
      clearButtonProps={{ "aria-label": m.common_remove() }}
      nothingFoundMessage={found.isPending ? undefined : m.reports_nothing_found()}
      data={data}
      filter={({ options }) => options}
      value={id ?? null}
      onChange={(value) => onChange(value ?? undefined)}
      onSearchChange={setTyped}
      onDropdownOpen={() => setOpened(true)}
    />
  );
}
