/** What came and what was resolved, stretch by stretch. */
import { SegmentedControl } from "@mantine/core";
import type { Schemas } from "#/api/client";
import { number } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { Columns } from "../charts/Columns";
import { useTrends } from "../data";
import { INTERVALS, type Interval, listOf, type Report } from "../filter";
import { Panel } from "../Panel";
import type { Table } from "../tables";
import { stretchLabel, stretchTitle } from "./stretches";

type Props = { report: Report; onInterval: (interval: Interval) => void };
type Data = Schemas["TicketTrends"];

const INTERVAL_NAMES: Record<Interval, () => string> = {
  day: () => m.reports_interval_day(),
  week: () => m.reports_interval_week(),
  month: () => m.reports_interval_month(),
};

export function Trends({ report, onInterval }: Props) {
  const { interval } = report;
  const title = m.reports_trends();
  const created = (one: Data["items"][number]) => listOf(report, { created_from: one.from, created_to: one.to });
  const titleOf = (one: Data["items"][number]) => stretchTitle(one.from, one.to, interval);
  const table = ({ items }: Data): Table => ({
    columns: [m.reports_time_stretch(), m.reports_created(), m.reports_resolved(), m.reports_reopened()],
    rows: items.map((one) => ({
      key: one.from,
      cells: [
        { text: titleOf(one), raw: one.from },
        { text: number(one.created), raw: one.created, list: created(one) },
        { text: number(one.resolved), raw: one.resolved },
        { text: number(one.reopened), raw: one.reopened },
      ],
    })),
  });
  const sum = (items: Data["items"], of: "created" | "resolved") =>
    number(items.reduce((all, one) => all + one[of], 0));
  return (
    <Panel
      name="trends"
      title={title}
      wide
      query={useTrends(report)}
      table={table}
      isEmpty={({ items }) => items.every((one) => one.created + one.resolved === 0)}
      controls={
        <SegmentedControl
          size="xs"
          aria-label={m.reports_interval()}
          value={interval}
          data={INTERVALS.map((value) => ({ value, label: INTERVAL_NAMES[value]() }))}
          onChange={(value) => onInterval(value as Interval)}
        />
      }
    >
      {({ items }) => (
        <Columns
          title={title}
          series={[
            { key: "created", name: m.reports_created(), colour: "var(--info)", total: sum(items, "created") },
            { key: "resolved", name: m.reports_resolved(), colour: "var(--success)", total: sum(items, "resolved") },
          ]}
          columns={items.map((one) => ({
            key: one.from,
            label: stretchLabel(one.from, interval),
            title: titleOf(one),
            values: [
              { series: "created", value: one.created, list: created(one) },
              { series: "resolved", value: one.resolved },
            ],
          }))}
        />
      )}
    </Panel>
  );
}
