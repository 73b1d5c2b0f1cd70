/** The head of the table: selects all, says what columns are and sorts by them. */
// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by hand, which table elements do not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: the link or button within takes the focus
import { Checkbox } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import type { Column } from "#/pages/list/columns/columns";
import { sortAfter } from "#/pages/list/columns/order";
import type { Selecting } from "#/pages/list/table/useSelection";
import { useListPage } from "#/pages/list/useListPage";
import { m } from "#/paraglide/messages.js";
import styles from "./table.module.css";

type Props = { compact: boolean; selecting: Selecting };

export function HeaderRow({ compact, selecting: { selection, all, none } }: Props) {
  const { columns, isPast } = useListPage();
  const some = selection.ids.size > 0;
  return (
    <div role="rowgroup" className={styles.head} data-compact={compact}>
      <div role="row" aria-rowindex={1} className={styles.headRow}>
        <div role="columnheader" className={styles.pick}>
          <Checkbox
            size="xs"
            checked={selection.all && !some}
            indeterminate={some}
            disabled={isPast}
            onChange={() => (selection.all || some ? none() : all())}
            aria-label={m.list_select_all()}
          />
        </div>
        {compact ? (
          <div role="columnheader" className="sr-only">
            {m.list_ticket()}
          </div>
        ) : (
          columns.map((column) => <Head key={column.id} column={column} />)
        )}
      </div>
    </div>
  );
}

function Head({ column }: { column: Column }) {
  const { sort, search, change } = useListPage();
  const by = column.sort;
  const way = by === sort ? "ascending" : `-${by}` === sort ? "descending" : "none";
  const turn = () =>
    by && change({ sort: sortAfter(search.sort as string | undefined, by, column.first ?? "up") }, true);
  return (
    <div role="columnheader" className={styles.cell} aria-sort={by ? way : undefined}>
      {by ? (
        <button type="button" className={styles.sort} onClick={turn}>
          <span className="truncate">{column.name}</span>
          {way === "ascending" && <IconArrowUp size={13} aria-hidden />}
          {way === "descending" && <IconArrowDown size={13} aria-hidden />}
        </button>
      ) : (
        <span className="truncate">{column.name}</span>
      )}
    </div>
  );
}
