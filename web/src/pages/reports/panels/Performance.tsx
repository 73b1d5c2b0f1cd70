/** How long customers waited for answers and solutions: the middle, nine in ten, and how lengths are spread. */
import { NativeSelect, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import type { Schemas } from "#/api/client";
import { duration, number, percent } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { Columns } from "../charts/Columns";
import { type Time, usePerformance } from "../data";
import type { Report } from "../filter";
import { Panel } from "../Panel";
import styles from "../reports.module.css";
import type { Table } from "../tables";
import { answeredWithin, lengthName } from "./lengths";

type Data = Schemas["TicketPerformance"];
type Of = "first_response" | "next_response" | "resolution";

const NAMES: Record<Of, () => string> = {
  first_response: () => m.reports_first_response(),
  next_response: () => m.reports_next_response(),
  resolution: () => m.reports_resolution(),
};

export function Performance({ report }: { report: Report }) {
  const [of, setOf] = useState<Of>("first_response");
  const [time, setTime] = useState<Time>("wall");
  const list = (bar: Schemas["Bar"]) =>
    of === "first_response" && time === "wall" ? answeredWithin(report, bar.from, bar.to) : undefined;
  const table = (data: Data): Table => ({
    columns: [m.reports_length(), m.reports_count()],
    rows: data[of].histogram.map((bar) => ({
      key: String(bar.from),
      cells: [
        { text: lengthName(bar.from, bar.to), raw: lengthName(bar.from, bar.to) },
        { text: number(bar.count), raw: bar.count, list: list(bar) },
      ],
    })),
  });
  return (
    <Panel
      name="performance"
      title={m.reports_performance()}
      wide
      query={usePerformance(report, time)}
      table={table}
      isEmpty={(data) => data[of].count === 0}
      controls={
        <>
          <NativeSelect
            size="xs"
            aria-label={m.reports_performance_of()}
            value={of}
            data={Object.entries(NAMES).map(([value, label]) => ({ value, label: label() }))}
            onChange={(event) => setOf(event.currentTarget.value as Of)}
          />
          <TimeChoice time={time} onTime={setTime} />
        </>
      }
    >
      {(data) => (
        <>
          <Middle of={data[of]} reopening={of === "resolution" ? data.reopening : undefined} />
          <Columns
            title={m.reports_performance()}
            series={[{ key: "count", name: NAMES[of](), colour: "var(--accent)" }]}
            columns={data[of].histogram.map((bar) => ({
              key: String(bar.from),
              label: lengthName(bar.from, bar.to, true),
              title: lengthName(bar.from, bar.to),
              values: [{ series: "count", value: bar.count, list: list(bar) }],
            }))}
          />
        </>
      )}
    </Panel>
  );
}

export function TimeChoice({ time, onTime }: { time: Time; onTime: (time: Time) => void }) {
  return (
    <SegmentedControl
      size="xs"
      aria-label={m.reports_time_of()}
      value={time}
      data={[
        { value: "wall", label: m.reports_time_wall() },
        { value: "business", label: m.reports_time_business() },
      ]}
      onChange={(value) => onTime(value as Time)}
    />
  );
}

type MiddleProps = { of: Schemas["Lengths"]; reopening: Schemas["Reopening"] | undefined };

function Middle({ of, reopening }: MiddleProps) {
  const length = (seconds: number | null | undefined) => (typeof seconds === "number" ? duration(seconds) : "–");
  const rate = reopening?.rate;
  const shown: [string, string][] = [
    [m.reports_median(), length(of.median)],
    [m.reports_p90(), length(of.p90)],
    [m.reports_mean(), length(of.mean)],
    [m.reports_count(), number(of.count)],
  ];
  if (typeof rate === "number") shown.push([m.reports_reopen_rate(), percent(rate)]);
  return (
    <dl className={styles.middle}>
      {shown.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
