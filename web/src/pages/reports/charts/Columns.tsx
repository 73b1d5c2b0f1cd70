/** Columns side by side along a time or a scale, with direct labels where there is room; the table says the same aloud. */
import { Link } from "@tanstack/react-router";
import { number } from "#/i18n/format";
import type { ListSearch } from "#/pages/list/search";
import { m } from "#/paraglide/messages.js";
import { labelled } from "./axis";
import styles from "./charts.module.css";

export type Series = { key: string; name: string; colour: string; total?: string };

export type Column = {
  key: string;
  /** Under the column. */
  label: string;
  /** The whole of it, for the tip. */
  title: string;
  values: { series: string; value: number; list?: ListSearch | undefined }[];
  /** Where the value probably lies. */
  range?: { low: number; high: number };
};

type Props = {
  title: string;
  series: readonly Series[];
  columns: readonly Column[];
  format?: (value: number) => string;
};

/** With more columns than these, numbers on them would touch each other. */
const ROOM = 16;

export function Columns({ title, series, columns, format = number }: Props) {
  const most = Math.max(
    1,
    ...columns.flatMap(({ values, range }) => [range?.high ?? 0, ...values.map((v) => v.value)]),
  );
  const says = labelled(columns.length);
  const direct = columns.length * series.length <= ROOM * 2 && columns.length <= ROOM;
  return (
    <div className={styles.chart}>
      <span className="sr-only">{m.reports_chart_of({ title })}</span>
      {series.length > 1 && <Legend series={series} />}
      <div className={styles.columns} aria-hidden>
        {columns.map((column, at) => (
          <div key={column.key} className={styles.column}>
            <div className={styles.stand}>
              {column.values.map(({ series: key, value, list }) => {
                const { name, colour } = series.find((one) => one.key === key) ?? {
                  name: key,
                  colour: "var(--accent)",
                };
                const where = column.title;
                const height = `${(value / most) * 100}%`;
                return (
                  <Upright
                    key={key}
                    {...{ list, height, colour }}
                    tip={m.reports_bar({ what: name, where, value: format(value) })}
                    text={direct && value > 0 && !column.range ? format(value) : ""}
                  />
                );
              })}
              {column.range && <Range {...column.range} most={most} />}
              {column.range && direct && (
                <span className={styles.foot}>{number(Math.round(column.values[0]?.value ?? 0))}</span>
              )}
            </div>
            <span className={styles.under} data-rank={says(at)}>
              {says(at) ? column.label : ""}
            </span>
          </div>
        ))}
      </div>
    </div>
  );
}

type UprightProps = { list: ListSearch | undefined; height: string; colour: string; tip: string; text: string };

function Upright({ list, height, colour, tip, text }: UprightProps) {
  const fill = (
    <>
      {text && <span className={styles.direct}>{text}</span>}
      <span className={styles.upright} style={{ blockSize: height, background: colour }} />
    </>
  );
  if (list === undefined)
    return (
      <span className={styles.slot} title={tip}>
        {fill}
      </span>
    );
  return (
    <Link to="/tickets" search={list} className={styles.slot} title={tip} tabIndex={-1}>
      {fill}
    </Link>
  );
}

function Range({ low, high, most }: { low: number; high: number; most: number }) {
  const place = { insetBlockEnd: `${(low / most) * 100}%`, blockSize: `${((high - low) / most) * 100}%` };
  return <span className={styles.range} style={place} />;
}

function Legend({ series }: { series: readonly Series[] }) {
  return (
    <ul className={styles.legend}>
      {series.map(({ key, name, colour, total }) => (
        <li key={key}>
          <span className={styles.swatch} style={{ background: colour }} aria-hidden />
          {name}
          {total && <b>{total}</b>}
        </li>
      ))}
    </ul>
  );
}
