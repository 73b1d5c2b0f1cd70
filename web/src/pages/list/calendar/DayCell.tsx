/** A day with what is due or to be done on it. */
import { number } from "#/i18n/format";
import { CalendarEntry } from "#/pages/list/calendar/CalendarEntry";
import { dateOf, dayKey } from "#/pages/list/calendar/days";
import type { Entry } from "#/pages/list/calendar/entries";
import { fullDate, weekday } from "#/pages/list/calendar/words";
import type { useDragging } from "#/pages/list/useDragging";
import { useListPage } from "#/pages/list/useListPage";
import { m } from "#/paraglide/messages.js";
import styles from "./calendar.module.css";

type Props = {
  day: string;
  span: "month" | "week";
  outside: boolean;
  entries: Entry[];
  dragging: ReturnType<typeof useDragging<Entry>>;
};

/** A cell of a month has room for so many. */
const ROOM = 4;

export function DayCell({ day, span, outside, entries, dragging }: Props) {
  const { change } = useListPage();
  const { held } = dragging;
  const shown = span === "week" || entries.length <= ROOM ? entries : entries.slice(0, ROOM - 1);
  const isHeldHere = held?.target === day && held.from !== day;
  const today = dayKey(new Date()) === day;
  const toWeek = () => change({ day, span: "week" });
  return (
    <section
      className={styles.day}
      data-target={day}
      data-outside={outside || undefined}
      data-today={today || undefined}
      data-over={isHeldHere || undefined}
      aria-label={m.list_calendar_day({ day: fullDate(day), count: number(entries.length) })}
    >
      <span className={styles.date} aria-hidden>
        <span className={styles.weekday}>{weekday(day)}</span>
        <span className={styles.number}>{number(dateOf(day).getDate())}</span>
      </span>
      <ul className={styles.entries}>
        {shown.map((entry) => (
          <li key={entry.key}>
            <CalendarEntry entry={entry} day={day} dragging={dragging} />
          </li>
        ))}
      </ul>
      {span === "month" && entries.length > 0 && (
        <button
          type="button"
          className={styles.further}
          data-always={entries.length > shown.length || undefined}
          onClick={toWeek}
        >
          <span className={styles.wide}>{m.list_and_more({ count: number(entries.length - shown.length) })}</span>
          <span className={styles.small}>{number(entries.length)}</span>
          <span className="sr-only"> {m.list_calendar_to_week()}</span>
        </button>
      )}
    </section>
  );
}
