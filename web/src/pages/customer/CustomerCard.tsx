/** Who a customer is: to be read, and to be changed by those who may. */
import { Button } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useMay } from "#/api/me";
import { date } from "#/i18n/format";
import { useLocale } from "#/i18n/locale";
import { m } from "#/paraglide/messages.js";
import { done } from "#/ui/toast";
import { UserText } from "#/ui/UserText";
import styles from "./Customer.module.css";
import { CustomerForm } from "./CustomerForm";
import { type Customer, useOrganisation } from "./customers";

export function CustomerCard({ customer }: { customer: Customer }) {
  const [editing, setEditing] = useState(false);
  const mayChange = useMay()("customers.change") && !customer.merged_into;
  const saved = () => {
    setEditing(false);
    done(m.settings_customer_saved());
  };
  if (editing)
    return (
      <section className={styles.card}>
        <CustomerForm customer={customer} onSaved={saved} onCancel={() => setEditing(false)} />
      </section>
    );
  return (
    <section className={styles.card}>
      <Told customer={customer} />
      {mayChange && (
        <Button variant="default" leftSection={<IconPencil size={14} aria-hidden />} onClick={() => setEditing(true)}>
          {m.common_edit()}
        </Button>
      )}
    </section>
  );
}

function Told({ customer }: { customer: Customer }) {
  const locale = useLocale();
  const organisation = useOrganisation(customer.organisation_id);
  const languages = new Intl.DisplayNames(locale, { type: "language" });
  return (
    <dl className={styles.told}>
      <Line of={m.settings_customer_emails()}>
        {customer.emails.map((email) => (
          <a key={email} href={`mailto:${email}`} dir="ltr">
            {email}
          </a>
        ))}
      </Line>
      <Line of={m.settings_customer_phones()}>
        {customer.phones.map((phone) => (
          <a key={phone} href={`tel:${phone.replace(/[^+\d]/g, "")}`} dir="ltr">
            {phone}
          </a>
        ))}
      </Line>
      <Line of={m.settings_customer_organisation()}>{organisation && <UserText>{organisation.name}</UserText>}</Line>
      <Line of={m.settings_customer_language()}>{customer.language && languages.of(customer.language)}</Line>
      <Line of={m.settings_customer_time_zone()}>
        {customer.time_zone && <bdi dir="ltr">{customer.time_zone}</bdi>}
      </Line>
      <Line of={m.settings_customer_notes()}>
        {customer.notes && <UserText className={styles.notes}>{customer.notes}</UserText>}
      </Line>
      <Line of={m.settings_customer_since()}>{date(customer.created_at)}</Line>
    </dl>
  );
}

/** Says nothing where nothing is known. */
function Line({ of, children }: { of: string; children: ReactNode }) {
  if (!children || (Array.isArray(children) && children.length === 0)) return null;
  return (
    <div>
      <dt>{of}</dt>
      <dd>{children}</dd>
    </div>
  );
}
