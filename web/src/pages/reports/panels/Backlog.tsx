/** How many tickets were waiting when; each point opens the list as it was then. */
import type { Schemas } from "#/api/client";
import { dateTime, number } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { Line } from "../charts/Line";
import { useBacklog } from "../data";
import { BACKLOG, listOf, type Report } from "../filter";
import { Panel } from "../Panel";
import type { Table } from "../tables";
import { stretchLabel } from "./stretches";

type Data = Schemas["TicketBacklog"];

export function Backlog({ report }: { report: Report }) {
  const title = m.reports_backlog();
  const list = (items: Data["items"], at: number) => {
    const isNow = at === items.length - 1 && report.lastDay === undefined;
    return listOf(report, { status_category: BACKLOG, ...(isNow ? {} : { as_of: items[at]?.at ?? "" }) });
  };
  const table = ({ items }: Data): Table => ({
    columns: [m.reports_time_stretch(), m.reports_tickets()],
    rows: items.map((one, at) => ({
      key: one.at,
      cells: [
        { text: dateTime(one.at), raw: one.at },
        { text: number(one.tickets), raw: one.tickets, list: list(items, at) },
      ],
    })),
  });
  return (
    <Panel
      name="backlog"
      title={title}
      note={m.reports_backlog_note()}
      wide
      query={useBacklog(report)}
      table={table}
      isEmpty={({ items }) => items.every((one) => one.tickets === 0)}
    >
      {({ items }) => (
        <Line
          title={title}
          what={m.reports_tickets()}
          along={items.map((one, at) => ({
            key: one.at,
            label: stretchLabel(one.at, report.interval),
            title: dateTime(one.at),
            value: one.tickets,
            list: list(items, at),
          }))}
        />
      )}
    </Panel>
  );
}
