/** Tickets by one thing that they have, the largest group first. */
import type { Schemas } from "#/api/client";
import { number, percent } from "#/i18n/format";
import { channelName } from "#/pages/ticket-history/values";
import { m } from "#/paraglide/messages.js";
import { BarList } from "../charts/BarList";
import { useColours } from "../colours";
import { type By, useDistribution } from "../data";
import type { Report } from "../filter";
import { Panel } from "../Panel";
import type { Table } from "../tables";
import { listOfGroup } from "./groups";

type Props = { report: Report; by: By; title: string };
type Data = Schemas["Distribution"];
type Group = Data["items"][number];

export function Distribution({ report, by, title }: Props) {
  const colourOf = useColours(by);
  const nameOf = ({ key, name }: Group) => {
    if (by === "channel" && key) return channelName(key);
    return name ?? key ?? m.reports_none_group();
  };
  const listed = (group: Group) => listOfGroup(report, by, group.key ?? null);
  const table = ({ items, tickets }: Data): Table => ({
    columns: [title, m.reports_tickets(), "%"],
    rows: items.map((group) => ({
      key: group.key ?? "",
      cells: [
        { text: nameOf(group), raw: nameOf(group) },
        { text: number(group.tickets), raw: group.tickets, list: listed(group) },
        { text: percent(share(group, tickets)), raw: share(group, tickets) },
      ],
    })),
  });
  return (
    <Panel
      name={`by-${by}`}
      title={title}
      query={useDistribution(report, by)}
      table={table}
      isEmpty={({ tickets }) => tickets === 0}
    >
      {({ items, tickets }) => (
        <BarList
          label={title}
          bars={items.map((group) => ({
            key: group.key ?? "",
            name: nameOf(group),
            value: group.tickets,
            text: m.reports_share({ count: number(group.tickets), share: percent(share(group, tickets)) }),
            colour: colourOf(group.key ?? null) ?? (group.key === null ? "var(--line-strong)" : undefined),
            list: listed(group),
          }))}
        />
      )}
    </Panel>
  );
}

const share = (group: Group, tickets: number) => (tickets === 0 ? 0 : group.tickets / tickets);
