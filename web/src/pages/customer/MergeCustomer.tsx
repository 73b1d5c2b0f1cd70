/** Merges a customer into another one; this alone cannot be taken back, so it asks. */
import { Button, Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { m } from "#/paraglide/messages.js";
import { Dialog } from "#/ui/Dialog";
import { done } from "#/ui/toast";
import styles from "./Customer.module.css";
import { type Customer, calledOf, mergeCustomer, useCustomers } from "./customers";

export default function MergeCustomer({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const [words, setWords] = useState("");
  const [later] = useDebouncedValue(words, 200);
  const [into, setInto] = useState<string | null>(null);
  const navigate = useNavigate();
  const found = useCustomers(later).data?.pages[0]?.items ?? [];
  const others = found.filter(({ id }) => id !== customer.id);
  const merging = useMutation({
    mutationFn: (other: string) => mergeCustomer(customer.id, other),
    onSuccess: (_, other) => {
      done(m.settings_customer_merged());
      void navigate({ to: "/customers/$customer", params: { customer: other } });
    },
  });
  const labelled = others.map((other) => ({ value: other.id, label: [calledOf(other), other.emails[0]].join(" · ") }));
  return (
    <Dialog opened onClose={onClose} title={m.settings_customer_merge()}>
      <div className={styles.form}>
        <p className={styles.plain}>{m.settings_customer_merge_detail()}</p>
        <Select
          searchable
          data-autofocus
          label={m.settings_customer_merge_into()}
          placeholder={m.settings_customers_search()}
          data={labelled}
          filter={({ options }) => options}
          onSearchChange={setWords}
          value={into}
          onChange={setInto}
          nothingFoundMessage={m.settings_customers_none()}
          error={merging.error?.message}
        />
        <div className={styles.actions}>
          <Button
            color="red"
            disabled={into === null}
            loading={merging.isPending}
            onClick={() => into && merging.mutate(into)}
          >
            {m.settings_customer_merge_do()}
          </Button>
          <Button variant="default" onClick={onClose}>
            {m.common_cancel()}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
