/** Builds a condition out of questions, and tells at once how many tickets it shows. */
import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "#/api/client";
import { number } from "#/i18n/format";
import { readCount } from "#/pages/list/data/read";
import type { Condition } from "#/pages/list/filter/condition";
import { GroupBox } from "#/pages/list/filter/GroupBox";
import { fromCondition, newGroup, newRule, toCondition } from "#/pages/list/filter/model";
import { usePaths } from "#/pages/list/filter/paths";
import { filtersOf, type ListSearch } from "#/pages/list/search";
import { useListPage } from "#/pages/list/useListPage";
import { m } from "#/paraglide/messages.js";
import { Dialog } from "#/ui/Dialog";
import styles from "./filter.module.css";

export default function FilterDialog({ onClose }: { onClose: () => void }) {
  const { search, change } = useListPage();
  const paths = usePaths();
  const [group, setGroup] = useState(() => {
    const given = typeof search.condition === "object" ? search.condition : undefined;
    return given ? fromCondition(given) : newGroup([newRule("status", "in", [])]);
  });
  const condition = toCondition(group);
  const apply = () => {
    change({ condition });
    onClose();
  };
  return (
    <Dialog opened onClose={onClose} size={760} title={m.list_filter_title()}>
      <GroupBox group={group} paths={paths} onChange={(next) => setGroup(next ?? newGroup())} />
      <div className={styles.end}>
        <Count search={search} condition={condition} />
        <Button variant="default" onClick={onClose}>
          {m.common_cancel()}
        </Button>
        <Button onClick={apply}>{m.common_apply()}</Button>
      </div>
    </Dialog>
  );
}

function Count({ search, condition }: { search: ListSearch; condition: Condition | undefined }) {
  const [asked] = useDebouncedValue(JSON.stringify(filtersOf({ ...search, condition })), 300);
  const { data, error } = useQuery({
    queryKey: ["counts", "filter", asked],
    queryFn: () => readCount(JSON.parse(asked)),
    placeholderData: keepPreviousData,
  });
  const wrong = error instanceof ApiError ? (error.problem?.errors?.[0]?.detail ?? error.message) : undefined;
  return (
    <p className={styles.count} role="status" data-wrong={wrong !== undefined}>
      {wrong ?? (data === undefined ? "" : m.list_shows({ count: data, shown: number(data) }))}
    </p>
  );
}
