/** The filters one needs most, one click away, and the way to all others. */
import { IconChevronDown, IconFilter } from "@tabler/icons-react";
import { Suspense, useState } from "react";
import { lazily } from "#/app/patient";
import { PickMenu } from "#/pages/list/bulk/PickMenu";
import { useOptions } from "#/pages/list/bulk/useOptions";
import { Chips } from "#/pages/list/head/Chips";
import { useListPage } from "#/pages/list/useListPage";
import { m } from "#/paraglide/messages.js";
import styles from "./head.module.css";

const FilterDialog = lazily(() => import("#/pages/list/filter/FilterDialog"));

export function QuickFilters() {
  const [opened, setOpened] = useState(false);
  const options = useOptions();
  const { search } = useListPage();
  return (
    <div className={styles.filters}>
      <button
        type="button"
        className={styles.quick}
        data-on={search.condition !== undefined}
        onClick={() => setOpened(true)}
      >
        <IconFilter size={14} aria-hidden />
        {m.list_filter()}
      </button>
      <Quick name="status" label={m.common_status()} options={options.statuses} />
      <Quick name="priority" label={m.common_priority()} options={options.priorities} />
      <Quick name="assignee" label={m.common_assignees()} options={options.people} />
      <Quick name="department" label={m.common_department()} options={options.departments} />
      <Chips onEdit={() => setOpened(true)} />
      <Suspense>{opened && <FilterDialog onClose={() => setOpened(false)} />}</Suspense>
    </div>
  );
}

type QuickProps = { name: string; label: string; options: { value: string; label: string }[] };

function Quick({ name, label, options }: QuickProps) {
  const { search, change } = useListPage();
  const picked = String(search[name] ?? "")
    .split(",")
    .filter((value) => value !== "");
  const pick = (value: string) => {
    const next = picked.includes(value) ? picked.filter((one) => one !== value) : [...picked, value];
    change({ [name]: next.length > 0 ? next.join(",") : undefined }, true);
  };
  return (
    <PickMenu
      label={label}
      icon={<IconChevronDown size={13} aria-hidden />}
      options={options}
      picked={picked}
      onPick={pick}
      className={styles.quick}
    />
  );
}
