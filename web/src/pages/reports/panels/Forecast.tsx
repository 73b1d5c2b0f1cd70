/** What is to be expected of the next days, and how far such forecasts were off. */
import type { Schemas } from "#/api/client";
import { date, dayAndMonth, number } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { Columns } from "../charts/Columns";
import { useForecast } from "../data";
import type { Report } from "../filter";
import { Panel } from "../Panel";
import styles from "../reports.module.css";
import type { Table } from "../tables";

type Data = Schemas["Forecast"];

const about = (value: number) => number(value, { maximumFractionDigits: 1 });

export function Forecast({ report }: { report: Report }) {
  const title = m.reports_forecast();
  const table = ({ items }: Data): Table => ({
    columns: [
      m.reports_day(),
      m.reports_arrivals_expected(),
      m.reports_range(),
      m.reports_resolutions(),
      m.reports_backlog_expected(),
    ],
    rows: items.map((day) => ({
      key: day.from,
      cells: [
        { text: date(day.from), raw: day.from },
        { text: about(day.arrivals), raw: day.arrivals },
        { text: rangeOf(day), raw: `${day.arrivals_low}..${day.arrivals_high}` },
        { text: about(day.resolutions), raw: day.resolutions },
        { text: about(day.backlog), raw: day.backlog },
      ],
    })),
  });
  return (
    <Panel
      name="forecast"
      title={title}
      query={useForecast(report)}
      table={table}
      isEmpty={({ history_days }) => history_days === 0}
      empty={m.reports_too_early()}
    >
      {({ items, history_days, arrivals }) => (
        <>
          <p className={styles.note}>
            {m.reports_learned({ count: history_days })}
            {typeof arrivals.error === "number" && <span>{m.reports_off_by({ error: about(arrivals.error) })}</span>}
          </p>
          <Columns
            title={title}
            format={about}
            series={[{ key: "arrivals", name: m.reports_arrivals_expected(), colour: "var(--info)" }]}
            columns={items.map((day) => ({
              key: day.from,
              label: dayAndMonth(day.from),
              title: date(day.from),
              values: [{ series: "arrivals", value: day.arrivals }],
              range: { low: day.arrivals_low, high: day.arrivals_high },
            }))}
          />
        </>
      )}
    </Panel>
  );
}

function rangeOf(day: Data["items"][number]): string {
  return m.reports_between({ from: about(day.arrivals_low), to: about(day.arrivals_high) });
}
