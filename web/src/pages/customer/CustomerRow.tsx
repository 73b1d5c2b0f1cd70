/** A customer in a list: the name, and how to reach them. */
import { Link } from "@tanstack/react-router";
import { UserText } from "#/ui/UserText";
import styles from "./Customer.module.css";
import { type Customer, calledOf, useOrganisations } from "./customers";

export function CustomerRow({ customer }: { customer: Customer }) {
  const organisation = useOrganisations()?.find(({ id }) => id === customer.organisation_id);
  const reach = [customer.emails[0], customer.phones[0]].filter(Boolean);
  return (
    <li>
      <Link to="/customers/$customer" params={{ customer: customer.id }} className={styles.row}>
        <span className="truncate">
          <UserText>{calledOf(customer)}</UserText>
        </span>
        <span className={styles.reach}>
          {reach.map((way) => (
            <bdi key={way} dir="ltr">
              {way}
            </bdi>
          ))}
        </span>
        <span className={styles.organisation}>
          <UserText>{organisation?.name}</UserText>
        </span>
      </Link>
    </li>
  );
}
