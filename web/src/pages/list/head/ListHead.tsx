/** What stands above the tickets: which they are, how many, what narrows them down, and what can be done with the list. */
import { number } from "#/i18n/format";
import { AsOfBand } from "#/pages/list/head/AsOfBand";
import { Controls } from "#/pages/list/head/Controls";
import { FreshRows } from "#/pages/list/head/FreshRows";
import { QuickFilters } from "#/pages/list/head/QuickFilters";
import { titleOf } from "#/pages/list/head/title";
import { useListPage } from "#/pages/list/useListPage";
import { m } from "#/paraglide/messages.js";
import { UserText } from "#/ui/UserText";
import styles from "./head.module.css";

export function ListHead({ narrow }: { narrow: boolean }) {
  const { rows, view } = useListPage();
  const total = rows.total ?? (rows.isWhole ? rows.length : undefined);
  return (
    <header className={styles.head}>
      <div className={styles.first}>
        <h1 className={styles.title}>
          <UserText className="truncate">{titleOf(view)}</UserText>
        </h1>
        {total !== undefined && (
          <span className={styles.count} title={m.list_count({ count: total, shown: number(total) })}>
            {number(total)}
            <span className="sr-only"> {m.list_count_only({ count: total })}</span>
          </span>
        )}
        <Controls narrow={narrow} />
      </div>
      <AsOfBand />
      <QuickFilters />
      <FreshRows />
    </header>
  );
}
