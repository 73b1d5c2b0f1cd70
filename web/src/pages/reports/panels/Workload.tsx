/** Who has how much to do. */
import type { Schemas } from "#/api/client";
import { number } from "#/i18n/format";
import type { ListSearch } from "#/pages/list/search";
import { m } from "#/paraglide/messages.js";
import { BarList } from "../charts/BarList";
import { useWorkload } from "../data";
import { BACKLOG, listOf, type Report } from "../filter";
import { Panel } from "../Panel";
import type { Table } from "../tables";

type Data = Schemas["Workload"];
type Member = Data["members"][number];

const DAY_MS = 86_400_000;

export function Workload({ report }: { report: Report }) {
  const title = m.reports_workload();
  const nameOf = (member: Member) => member.name ?? m.reports_nobody();
  const list = ({ member_id }: Member, own: ListSearch = {}) =>
    listOf(report, {
      status_category: BACKLOG,
      ...(member_id ? { assignee: member_id } : { assignee: undefined, unassigned: "true" }),
      ...own,
    });
  const soon = () => {
    const now = Date.now();
    return { due_from: new Date(now).toISOString(), due_to: new Date(now + DAY_MS).toISOString() };
  };
  const table = ({ members }: Data): Table => ({
    columns: [m.reports_member(), m.reports_tickets(), m.reports_weighted(), m.reports_overdue(), m.reports_due_soon()],
    rows: members.map((member) => ({
      key: member.member_id ?? "",
      cells: [
        { text: nameOf(member), raw: nameOf(member) },
        { text: number(member.tickets), raw: member.tickets, list: list(member) },
        { text: number(member.weighted), raw: member.weighted },
        { text: number(member.overdue), raw: member.overdue, list: list(member, { overdue: "true" }) },
        { text: number(member.due_soon), raw: member.due_soon, list: list(member, soon()) },
      ],
    })),
  });
  return (
    <Panel
      name="workload"
      title={title}
      note={m.reports_workload_note()}
      query={useWorkload(report)}
      table={table}
      isEmpty={({ members }) => members.length === 0}
    >
      {({ members }) => (
        <BarList
          label={title}
          bars={members.map((member) => ({
            key: member.member_id ?? "",
            name: nameOf(member),
            value: member.tickets,
            text: number(member.tickets),
            colour: member.member_id ? undefined : "var(--line-strong)",
            list: list(member),
          }))}
        />
      )}
    </Panel>
  );
}
