/** How long tickets were in each status, or with each department, within the time of the report. */
import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import type { Schemas } from "#/api/client";
import { duration, number } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { BarList } from "../charts/BarList";
import { useColours } from "../colours";
import { type Time, useDurations } from "../data";
import type { Report } from "../filter";
import { Panel } from "../Panel";
import type { Table } from "../tables";
import { TimeChoice } from "./Performance";

type Data = Schemas["TicketDurations"];
type By = "status" | "department";

export function Durations({ report }: { report: Report }) {
  const [by, setBy] = useState<By>("status");
  const [time, setTime] = useState<Time>("wall");
  const colourOf = useColours(by);
  const title = m.reports_durations();
  const nameOf = (one: Data["items"][number]) => one.name ?? one.key ?? m.reports_none_group();
  const table = ({ items }: Data): Table => ({
    columns: [m.reports_place(), m.reports_tickets(), m.reports_stays_mean(), m.reports_stays_all()],
    rows: items.map((one) => ({
      key: one.key ?? "",
      cells: [
        { text: nameOf(one), raw: nameOf(one) },
        { text: number(one.tickets), raw: one.tickets },
        { text: duration(one.mean), raw: Math.round(one.mean) },
        { text: duration(one.seconds), raw: Math.round(one.seconds) },
      ],
    })),
  });
  return (
    <Panel
      name="durations"
      title={title}
      note={m.reports_stays_mean()}
      wide
      query={useDurations(report, by, time)}
      table={table}
      isEmpty={({ items }) => items.length === 0}
      controls={
        <>
          <SegmentedControl
            size="xs"
            aria-label={m.reports_place()}
            value={by}
            data={[
              { value: "status", label: m.reports_in_status() },
              { value: "department", label: m.reports_in_department() },
            ]}
            onChange={(value) => setBy(value as By)}
          />
          <TimeChoice time={time} onTime={setTime} />
        </>
      }
    >
      {({ items }) => (
        <BarList
          label={title}
          bars={items.map((one) => ({
            key: one.key ?? "",
            name: nameOf(one),
            value: one.mean,
            text: duration(one.mean),
            colour: colourOf(one.key ?? null),
          }))}
        />
      )}
    </Panel>
  );
}
