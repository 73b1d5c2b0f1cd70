/** How tickets stand by what is promised on them. */
import { number, percent } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { BarList } from "../charts/BarList";
import { useCounts } from "../data";
import { condition, createdIn, listOf, type Report } from "../filter";
import { Panel } from "../Panel";
import type { Table } from "../tables";

const STATES = ["met", "missed", "breached", "warning", "running", "paused"] as const;
type State = (typeof STATES)[number];
type Data = Record<State, number>;

const NAMES: Record<State, () => string> = {
  met: () => m.reports_sla_met(),
  missed: () => m.reports_sla_missed(),
  breached: () => m.reports_sla_breached(),
  warning: () => m.reports_sla_warning(),
  running: () => m.reports_sla_running(),
  paused: () => m.reports_sla_paused(),
};

const COLOURS: Record<State, string> = {
  met: "var(--success)",
  missed: "var(--danger)",
  breached: "var(--danger)",
  warning: "var(--warning)",
  running: "var(--info)",
  paused: "var(--line-strong)",
};

export function Promises({ report }: { report: Report }) {
  const title = m.reports_sla();
  const list = (state: State) =>
    listOf(report, { ...createdIn(report), ...condition({ path: "sla.state", op: "eq", value: state }) });
  const lists = Object.fromEntries(STATES.map((state) => [state, list(state)])) as Record<State, object>;
  const table = (data: Data): Table => ({
    columns: [m.reports_sla_state(), m.reports_tickets()],
    rows: STATES.map((state) => ({
      key: state,
      cells: [
        { text: NAMES[state](), raw: NAMES[state]() },
        { text: number(data[state]), raw: data[state], list: list(state) },
      ],
    })),
  });
  return (
    <Panel
      name="sla"
      title={title}
      note={m.reports_sla_note()}
      query={useCounts("sla", lists)}
      table={table}
      isEmpty={(data) => STATES.every((state) => data[state] === 0)}
      empty={m.reports_sla_empty()}
    >
      {(data) => (
        <>
          <Share data={data} />
          <BarList
            label={title}
            bars={STATES.map((state) => ({
              key: state,
              name: NAMES[state](),
              value: data[state],
              text: number(data[state]),
              colour: COLOURS[state],
              list: list(state),
            }))}
          />
        </>
      )}
    </Panel>
  );
}

/** Of those of which it is known. */
function Share({ data }: { data: Data }) {
  const known = data.met + data.missed + data.breached;
  return known === 0 ? null : <p>{m.reports_sla_within({ share: percent(data.met / known) })}</p>;
}
