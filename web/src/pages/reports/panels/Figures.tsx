/** The figures that matter most; each leads to the tickets that it counts. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { duration, number } from "#/i18n/format";
import type { ListSearch } from "#/pages/list/search";
import { m } from "#/paraglide/messages.js";
import { Oops } from "#/ui/Oops";
import { usePerformance, useSummary } from "../data";
import { BACKLOG, createdIn, listOf, OPEN, type Report } from "../filter";
import styles from "../reports.module.css";

export function Figures({ report }: { report: Report }) {
  const { data, error, refetch } = useSummary(report);
  const performance = usePerformance(report, "wall").data;
  if (error) return <Oops error={error} retry={() => void refetch()} />;
  const now = m.reports_right_now();
  const then = m.reports_in_period();
  const list = (own: ListSearch) => listOf(report, own);
  const count = (value: number | undefined) => (value === undefined ? undefined : number(value));
  const length = (seconds: number | null | undefined) =>
    seconds === undefined || seconds === null ? performance && "–" : duration(seconds);
  return (
    <ul className={styles.figures} aria-label={m.reports_figures()}>
      <Figure label={m.reports_open()} when={now} list={list({ status_category: OPEN })}>
        {count(data?.open)}
      </Figure>
      <Figure label={m.reports_unassigned()} when={now} list={list({ unassigned: "true", status_category: BACKLOG })}>
        {count(data?.unassigned)}
      </Figure>
      <Figure
        label={m.reports_overdue()}
        when={now}
        tone={data?.overdue ? "danger" : undefined}
        list={list({ overdue: "true" })}
      >
        {count(data?.overdue)}
      </Figure>
      <Figure label={m.reports_created()} when={then} list={list(createdIn(report))}>
        {count(data?.created)}
      </Figure>
      <Figure label={m.reports_resolved()} when={then}>
        {count(data?.resolved)}
      </Figure>
      <Figure label={m.reports_median_first_response()} when={then} isLength>
        {length(performance?.first_response.median)}
      </Figure>
      <Figure label={m.reports_median_resolution()} when={then} isLength>
        {length(performance?.resolution.median)}
      </Figure>
    </ul>
  );
}

type FigureProps = {
  label: string;
  when: string;
  tone?: "danger" | undefined;
  list?: ListSearch;
  isLength?: boolean;
  children: ReactNode;
};

function Figure({ label, when, tone, list, isLength = false, children }: FigureProps) {
  const inside = (
    <>
      <span className={styles.label}>{label}</span>
      <b data-tone={tone} data-length={isLength}>
        {children ?? "…"}
      </b>
      <span className={styles.when}>{when}</span>
    </>
  );
  return (
    <li>
      {list ? (
        <Link to="/tickets" search={list} className={styles.figure}>
          {inside}
        </Link>
      ) : (
        <span className={styles.figure}>{inside}</span>
      )}
    </li>
  );
}
