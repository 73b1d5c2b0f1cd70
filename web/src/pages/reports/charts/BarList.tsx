/** Bars lying under each other, each with its name and number beside it, each leading to the list that it counts. */
import { Link } from "@tanstack/react-router";
import type { ListSearch } from "#/pages/list/search";
import { UserText } from "#/ui/UserText";
import styles from "./charts.module.css";

export type Bar = {
  key: string;
  name: string;
  value: number;
  /** The number as people read it. */
  text: string;
  colour?: string | undefined;
  list?: ListSearch | undefined;
};

export function BarList({ bars, label }: { bars: readonly Bar[]; label: string }) {
  const most = Math.max(1, ...bars.map((bar) => bar.value));
  return (
    <ul className={styles.bars} aria-label={label}>
      {bars.map((bar) => (
        <li key={bar.key}>
          {bar.list ? (
            <Link to="/tickets" search={bar.list} className={styles.bar}>
              <Parts bar={bar} most={most} />
            </Link>
          ) : (
            <span className={styles.bar}>
              <Parts bar={bar} most={most} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Parts({ bar, most }: { bar: Bar; most: number }) {
  return (
    <>
      <span className={styles.name}>
        <UserText>{bar.name}</UserText>
      </span>
      <span className={styles.rail} aria-hidden>
        <span
          className={styles.fill}
          style={{ inlineSize: `${(bar.value / most) * 100}%`, background: bar.colour ?? "var(--accent)" }}
        />
      </span>
      <span className={styles.number}>{bar.text}</span>
    </>
  );
}
