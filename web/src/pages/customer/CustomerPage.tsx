/** A customer: who they are, what they asked, what was said, and what became of them. */
import { Anchor, Tabs } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Changes } from "#/pages/settings/kit/Changes";
import { Notice } from "#/pages/settings/kit/Notice";
import { m } from "#/paraglide/messages.js";
import { Loading } from "#/ui/Loading";
import { Oops } from "#/ui/Oops";
import { UserText } from "#/ui/UserText";
import { Conversations } from "./Conversations";
import styles from "./Customer.module.css";
import { CustomerActions } from "./CustomerActions";
import { CustomerCard } from "./CustomerCard";
import { CustomerTickets } from "./CustomerTickets";
import { type Customer, calledOf, useCustomer } from "./customers";

const route = getRouteApi("/customers/$customer");

const LABELS: Record<string, () => string> = {
  name: m.common_name,
  emails: m.settings_customer_emails,
  phones: m.settings_customer_phones,
  organisation_id: m.settings_customer_organisation,
  language: m.settings_customer_language,
  time_zone: m.settings_customer_time_zone,
  notes: m.settings_customer_notes,
  retired: m.settings_customer_retired,
};

export function CustomerPage() {
  const { customer: id } = route.useParams();
  const { data: customer, error, isPending } = useCustomer(id);
  if (isPending) return <Loading />;
  if (!customer) return <Oops error={error} />;
  return (
    <div className={styles.page} key={customer.id}>
      <nav className={styles.trail}>
        <Anchor component={Link} to="/customers" size="sm">
          {m.settings_customers_title()}
        </Anchor>
      </nav>
      <header className={styles.head}>
        <h1>
          <UserText>{calledOf(customer)}</UserText>
        </h1>
        <CustomerActions customer={customer} />
      </header>
      <Standing customer={customer} />
      <div className={styles.columns}>
        <CustomerCard customer={customer} />
        <Doings customer={customer} />
      </div>
    </div>
  );
}

function Standing({ customer }: { customer: Customer }) {
  if (customer.merged_into)
    return (
      <Notice kind="info">
        {m.settings_customer_merged_into()}{" "}
        <Anchor component={Link} to="/customers/$customer" params={{ customer: customer.merged_into } as never}>
          {m.settings_customer_merged_open()}
        </Anchor>
      </Notice>
    );
  return null;
}

function Doings({ customer }: { customer: Customer }) {
  const labels = (path: string) => LABELS[path]?.();
  return (
    <Tabs defaultValue="tickets" keepMounted={false} className={styles.doings}>
      <Tabs.List>
        <Tabs.Tab value="tickets">{m.settings_customer_tickets()}</Tabs.Tab>
        <Tabs.Tab value="conversations">{m.settings_customer_conversations()}</Tabs.Tab>
        <Tabs.Tab value="history">{m.settings_customer_history()}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="tickets" pt="md">
        <CustomerTickets id={customer.id} />
      </Tabs.Panel>
      <Tabs.Panel value="conversations" pt="md">
        <Conversations id={customer.id} />
      </Tabs.Panel>
      <Tabs.Panel value="history" pt="md">
        <Changes path={`/customers/${customer.id}`} version={customer.version} labels={labels} />
      </Tabs.Panel>
    </Tabs>
  );
}
