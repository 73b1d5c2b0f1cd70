/** Choosing a member or a customer; an address that nobody has yet makes a customer. */
import { Select } from "@mantine/core";
import { useState } from "react";
import { useCatalog } from "#/api/catalog";
import type { Schemas } from "#/api/client";
import { useFoundCustomers } from "#/api/people";
import { m } from "#/paraglide/messages.js";

type Props = { label: string; except: string[]; onChosen: (guest: Schemas["Guest"]) => void };

const ADDRESS = /^[^\s@]+@[^\s@]+$/;

export function GuestPicker({ label, except, onChosen }: Props) {
  const [typed, setTyped] = useState("");
  const members = useCatalog("members") ?? [];
  const words = typed.trim().toLocaleLowerCase();
  const team = members.filter(
    (one) => !one.retired && !except.includes(one.id) && one.name.toLocaleLowerCase().includes(words),
  );
  const customers = useFoundCustomers(typed).filter((one) => !except.includes(one.id));
  const isNew = ADDRESS.test(typed.trim()) && !customers.some((one) => one.email === words);
  const groups = [
    { group: m.ticket_kind_members(), items: team.map((one) => ({ value: `member ${one.id}`, label: one.name })) },
    {
      group: m.ticket_kind_customers(),
      items: customers.map((one) => ({ value: `customer ${one.id}`, label: one.name ?? one.email ?? one.id })),
    },
    { group: m.ticket_kind_new(), items: isNew ? [{ value: `email ${typed.trim()}`, label: typed.trim() }] : [] },
  ].filter((group) => group.items.length > 0);
  const choose = (value: string | null) => {
    const [kind, ...rest] = value?.split(" ") ?? [];
    const what = rest.join(" ");
    setTyped("");
    if (kind === "email") onChosen({ email: what });
    else if (kind === "member" || kind === "customer") onChosen({ kind, id: what });
  };
  return (
    <Select
      size="xs"
      aria-label={label}
      placeholder={label}
      value={null}
      data={groups}
      onChange={choose}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      nothingFoundMessage={m.ticket_guest_none()}
      maxDropdownHeight={280}
    />
  );
}
