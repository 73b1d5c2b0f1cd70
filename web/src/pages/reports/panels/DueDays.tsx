/** What is due on each of the next days. */
import type { Schemas } from "#/api/client";
import { date, dayAndMonth, number } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { Columns } from "../charts/Columns";
import { useWorkload } from "../data";
import { BACKLOG, listOf, type Report } from "../filter";
import { Panel } from "../Panel";
import type { Table } from "../tables";

type Data = Schemas["Workload"];

export function DueDays({ report }: { report: Report }) {
  const title = m.reports_due_days();
  const list = (day: Data["days"][number]) =>
    listOf(report, { status_category: BACKLOG, due_from: day.from, due_to: day.to });
  const table = ({ days }: Data): Table => ({
    columns: [m.reports_day(), m.reports_due()],
    rows: days.map((day) => ({
      key: day.from,
      cells: [
        { text: date(day.from), raw: day.from },
        { text: number(day.due), raw: day.due, list: list(day) },
      ],
    })),
  });
  return (
    <Panel
      name="due"
      title={title}
      query={useWorkload(report)}
      table={table}
      isEmpty={({ days }) => days.every((day) => day.due === 0)}
    >
      {({ days }) => (
        <Columns
          title={title}
          series={[{ key: "due", name: m.reports_due(), colour: "var(--accent)" }]}
          columns={days.map((day) => ({
            key: day.from,
            label: dayAndMonth(day.from),
            title: date(day.from),
            values: [{ series: "due", value: day.due, list: list(day) }],
          }))}
        />
      )}
    </Panel>
  );
}
