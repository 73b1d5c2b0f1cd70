/** All customers, to be found by name, address or phone. */
import { Button, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconPlus, IconSearch, IconUsers } from "@tabler/icons-react";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "#/api/me";
import { m } from "#/paraglide/messages.js";
import { Loading } from "#/ui/Loading";
import { Oops } from "#/ui/Oops";
import { State } from "#/ui/State";
import styles from "./Customer.module.css";
import { CustomerRow } from "./CustomerRow";
import { useCustomers } from "./customers";
import { NewCustomer } from "./NewCustomer";

const route = getRouteApi("/customers");

export function CustomersPage() {
  const { q = "" } = route.useSearch();
  const [adding, setAdding] = useState(false);
  const mayChange = useMay()("customers.change");
  return (
    <div className={styles.listPage}>
      <header className={styles.head}>
        <h1>{m.settings_customers_title()}</h1>
        {mayChange && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
            {m.settings_customers_new()}
          </Button>
        )}
      </header>
      <Search q={q} />
      <Customers q={q} />
      {adding && <NewCustomer onClose={() => setAdding(false)} />}
    </div>
  );
}

function Search({ q }: { q: string }) {
  const [typed, setTyped] = useState(q);
  const navigate = useNavigate();
  const go = useDebouncedCallback((words: string) => {
    void navigate({ to: "/customers", search: words ? { q: words } : {}, replace: true });
  }, 200);
  return (
    <TextInput
      type="search"
      className={styles.search}
      aria-label={m.common_search()}
      placeholder={m.settings_customers_search()}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        go(event.currentTarget.value.trim());
      }}
    />
  );
}

function Customers({ q }: { q: string }) {
  const customers = useCustomers(q);
  if (customers.error && !customers.data) return <Oops error={customers.error} />;
  if (customers.isPending) return <Loading />;
  const found = customers.data.pages.flatMap((page) => page.items);
  if (found.length === 0)
    return (
      <State icon={<IconUsers size={32} />} title={q ? m.settings_customers_none() : m.settings_customers_empty()}>
        {q ? m.settings_customers_none_detail() : m.settings_customers_empty_detail()}
      </State>
    );
  return (
    <>
      <ul className={styles.rows}>
        {found.map((customer) => (
          <CustomerRow key={customer.id} customer={customer} />
        ))}
      </ul>
      {customers.hasNextPage && (
        <Button variant="default" loading={customers.isFetchingNextPage} onClick={() => void customers.fetchNextPage()}>
          {m.settings_search_more()}
        </Button>
      )}
    </>
  );
}
