/** One report: its chart, the table behind it, and both as a file. */
import { ActionIcon, Skeleton, Tooltip } from "@mantine/core";
import { IconChartBar, IconDownload, IconTable } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, useId } from "react";
import { m } from "#/paraglide/messages.js";
import { Oops } from "#/ui/Oops";
import { usePersisted } from "#/ui/usePersisted";
import { csv, download } from "./csv";
import { DataTable } from "./DataTable";
import { dayOf } from "./filter";
import styles from "./reports.module.css";
import type { Table } from "./tables";

type Props<T> = {
  /** Tells panels apart: whether it shows its table is remembered, and its file is called so. */
  name: string;
  title: string;
  note?: ReactNode;
  controls?: ReactNode;
  query: Pick<UseQueryResult<T>, "data" | "error" | "refetch">;
  table: (data: T) => Table;
  isEmpty?: (data: T) => boolean;
  empty?: string;
  wide?: boolean;
  children: (data: T) => ReactNode;
};

export function Panel<T>({ name, title, note, controls, query, wide = false, ...shown }: Props<T>) {
  const id = useId();
  const [asTable, setAsTable] = usePersisted(`docket.reports.table.${name}`, false);
  const { data, error } = query;
  const save = () => {
    if (data === undefined) return;
    const { columns, rows } = shown.table(data);
    const raw = rows.map((row) => row.cells.map((cell) => cell.raw));
    download(`${name}-${dayOf(new Date())}.csv`, csv(columns, raw));
  };
  const swap = asTable ? m.reports_show_chart() : m.reports_show_table();
  return (
    <section className={styles.panel} data-wide={wide} aria-labelledby={id}>
      <header className={styles.head}>
        <h2 id={id}>{title}</h2>
        {controls}
        <span className={styles.tools}>
          <Tooltip label={swap}>
            <ActionIcon variant="subtle" color="gray" size="sm" onClick={() => setAsTable(!asTable)} aria-label={swap}>
              {asTable ? <IconChartBar size={16} /> : <IconTable size={16} />}
            </ActionIcon>
          </Tooltip>
          <Tooltip label={m.reports_csv()}>
            <ActionIcon variant="subtle" color="gray" size="sm" onClick={save} aria-label={m.reports_csv()}>
              <IconDownload size={16} />
            </ActionIcon>
          </Tooltip>
        </span>
      </header>
      {note && <p className={styles.note}>{note}</p>}
      {error && <Oops error={error} retry={() => void query.refetch()} />}
      {!error && data === undefined && <Skeleton height={180} radius="sm" className={styles.skeleton} />}
      {!error && data !== undefined && <Body {...{ data, asTable, title, ...shown }} />}
    </section>
  );
}

type BodyProps<T> = Pick<Props<T>, "table" | "isEmpty" | "empty" | "children" | "title"> & {
  data: NoInfer<T>;
  asTable: boolean;
};

function Body<T>({ data, asTable, table, isEmpty, empty, children, title }: BodyProps<T>) {
  if (isEmpty?.(data)) return <p className={styles.empty}>{empty ?? m.reports_empty()}</p>;
  return asTable ? <DataTable title={title} table={table(data)} /> : children(data);
}
