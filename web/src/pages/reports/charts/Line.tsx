/** A line over time with its last and its highest value beside it; every point leads to its list. */
import { Link } from "@tanstack/react-router";
import { number } from "#/i18n/format";
import type { ListSearch } from "#/pages/list/search";
import { m } from "#/paraglide/messages.js";
import { labelled, path, points } from "./axis";
import styles from "./charts.module.css";

export type LinePoint = { key: string; label: string; title: string; value: number; list?: ListSearch | undefined };

type Props = { title: string; what: string; along: readonly LinePoint[]; colour?: string };

export function Line({ title, what, along, colour = "var(--accent)" }: Props) {
  const most = Math.max(1, ...along.map((point) => point.value));
  const places = points(
    along.map((point) => point.value),
    most,
  );
  const says = labelled(along.length);
  const highest = along.findIndex((point) => point.value === most);
  return (
    <div className={styles.chart}>
      <span className="sr-only">{m.reports_chart_of({ title })}</span>
      <div className={styles.plot} aria-hidden>
        <svg className={`${styles.svg} mirrored`} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          <polygon points={`0,100 ${path(places)} 100,100`} style={{ fill: colour, opacity: 0.12 }} />
          <polyline points={path(places)} className={styles.stroke} style={{ stroke: colour }} />
        </svg>
        {along.map((point, at) => {
          const { x, y } = places[at] ?? { x: 0, y: 0 };
          const tip = m.reports_bar({ what, where: point.title, value: number(point.value) });
          return (
            <span
              key={point.key}
              className={styles.point}
              style={{ insetInlineStart: `${x}%`, insetBlockStart: `${y}%` }}
            >
              <Dot list={point.list} tip={tip} />
              {(at === along.length - 1 || at === highest) && <b data-end={x > 50}>{number(point.value)}</b>}
            </span>
          );
        })}
      </div>
      <div className={styles.axis} aria-hidden>
        {along.map((point, at) => (
          <span
            key={point.key}
            style={{ insetInlineStart: `${places[at]?.x ?? 0}%` }}
            data-edge={edge(at, along.length)}
            data-rank={says(at)}
          >
            {says(at) ? point.label : ""}
          </span>
        ))}
      </div>
    </div>
  );
}

function edge(at: number, count: number): "first" | "last" | undefined {
  if (at === 0) return "first";
  return at === count - 1 ? "last" : undefined;
}

function Dot({ list, tip }: { list: ListSearch | undefined; tip: string }) {
  if (list === undefined) return <span className={styles.spot} title={tip} />;
  return <Link to="/tickets" search={list} className={styles.spot} title={tip} tabIndex={-1} />;
}
