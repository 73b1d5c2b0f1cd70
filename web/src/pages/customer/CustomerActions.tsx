/** What can be done with a customer as a whole: merge, retire, bring back. */
import { Button } from "@mantine/core";
import { IconArrowBackUp, IconArrowMerge, IconUserOff } from "@tabler/icons-react";
import { Suspense, useState } from "react";
import { useMay } from "#/api/me";
import { lazily } from "#/app/patient";
import { m } from "#/paraglide/messages.js";
import { done, failed } from "#/ui/toast";
import styles from "./Customer.module.css";
import { type Customer, restoreCustomer, retireCustomer } from "./customers";

const MergeCustomer = lazily(() => import("./MergeCustomer"));

export function CustomerActions({ customer }: { customer: Customer }) {
  const [merging, setMerging] = useState(false);
  const mayChange = useMay()("customers.change");
  if (!mayChange || customer.merged_into) return null;
  const notDone = (error: unknown) => failed(m.settings_customer_not_saved(), error);
  const restore = () => restoreCustomer(customer.id).then(() => done(m.settings_customer_restored_done()), notDone);
  const retire = () =>
    retireCustomer(customer.id).then(() => done(m.settings_customer_retired_done(), () => void restore()), notDone);
  return (
    <div className={styles.actions}>
      {customer.retired ? (
        <Button variant="default" leftSection={<IconArrowBackUp size={14} />} onClick={() => void restore()}>
          {m.settings_customer_restore()}
        </Button>
      ) : (
        <>
          <Button variant="default" leftSection={<IconArrowMerge size={14} />} onClick={() => setMerging(true)}>
            {m.settings_customer_merge()}
          </Button>
          <Button variant="default" leftSection={<IconUserOff size={14} />} onClick={() => void retire()}>
            {m.settings_customer_retire()}
          </Button>
        </>
      )}
      <Suspense>{merging && <MergeCustomer customer={customer} onClose={() => setMerging(false)} />}</Suspense>
    </div>
  );
}
