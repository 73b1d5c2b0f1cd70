/** On which weekdays and at which hours tickets come in: a table whose cells are the darker the more. */
import type { Schemas } from "#/api/client";
import { number, weekday } from "#/i18n/format";
import { useLocale } from "#/i18n/locale";
import { m } from "#/paraglide/messages.js";
import { useArrivals } from "../data";
import { type Report, WEEK_STARTS } from "../filter";
import { Panel } from "../Panel";
import styles from "../reports.module.css";
import type { Table } from "../tables";

type Data = Schemas["TicketArrivals"];
type Day = Data["days"][number];

const ORDER = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
/** A Sunday, by which the others are named. */
const SUNDAY = new Date(2026, 0, 4);
/** The darkest shade on which words can still be read. */
const DARKEST = 45;

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

export function Arrivals({ report }: { report: Report }) {
  const title = m.reports_arrivals();
  const first = ORDER.indexOf(WEEK_STARTS[useLocale()]);
  const inOrder = (days: Day[]) => [...days.slice(first), ...days.slice(0, first)];
  const nameOf = ({ weekday: name }: Day) =>
    weekday(new Date(SUNDAY.getFullYear(), 0, SUNDAY.getDate() + ORDER.indexOf(name)));
  const table = ({ days }: Data): Table => ({
    columns: [m.reports_weekday(), m.reports_whole_day(), ...HOURS.map((hour) => number(hour))],
    rows: inOrder(days).map((day) => ({
      key: day.weekday,
      cells: [
        { text: nameOf(day), raw: nameOf(day) },
        { text: number(day.created), raw: day.created },
        ...day.hours.map((count) => ({ text: number(count), raw: count })),
      ],
    })),
  });
  return (
    <Panel
      name="arrivals"
      title={title}
      wide
      query={useArrivals(report)}
      table={table}
      isEmpty={({ created }) => created === 0}
    >
      {({ days }) => <Heat title={title} days={inOrder(days)} nameOf={nameOf} />}
    </Panel>
  );
}

function Heat({ title, days, nameOf }: { title: string; days: Day[]; nameOf: (day: Day) => string }) {
  const most = Math.max(1, ...days.flatMap((day) => day.hours));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className={styles.scroll} tabIndex={0}>
      <table className={styles.heat} aria-label={title}>
        <thead>
          <tr>
            <th scope="col" className={styles.day}>
              {m.reports_weekday()}
            </th>
            {HOURS.map((hour) => (
              <th key={hour} scope="col" className={styles.cell}>
                {number(hour)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.weekday}>
              <th scope="row" className={styles.day}>
                {nameOf(day)}
              </th>
              {HOURS.map((hour) => (
                <HeatCell key={hour} count={day.hours[hour] ?? 0} most={most} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function HeatCell({ count, most }: { count: number; most: number }) {
  const shade = count === 0 ? 0 : 8 + ((DARKEST - 8) * count) / most;
  return (
    <td
      className={styles.cell}
      style={{ background: `color-mix(in srgb, var(--accent) ${shade.toFixed(0)}%, transparent)` }}
    >
      {count > 0 && number(count)}
    </td>
  );
}
