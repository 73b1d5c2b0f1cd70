/** Due dates and windows by day, a month or a week at a time; moving an entry reschedules it. */
import { useMay } from "#/api/me";
import { CalendarHead } from "#/pages/list/calendar/CalendarHead";
import { DayCell } from "#/pages/list/calendar/DayCell";
import { dateOf, dayKey, daysBetween, firstDayOf, monthOf, plusDays, weekOf } from "#/pages/list/calendar/days";
import { type Entry, entriesByDay, movedDates } from "#/pages/list/calendar/entries";
import { reschedule, useCalendar } from "#/pages/list/calendar/useCalendar";
import { fullDate, weekday } from "#/pages/list/calendar/words";
import { useDragging, type Way } from "#/pages/list/useDragging";
import { useListPage } from "#/pages/list/useListPage";
import { m } from "#/paraglide/messages.js";
import { getLocale } from "#/paraglide/runtime.js";
import { Oops } from "#/ui/Oops";
import { UserText } from "#/ui/UserText";
import styles from "./calendar.module.css";

const STEPS: Record<Way, number> = { forward: 1, back: -1, ArrowDown: 7, ArrowUp: -7 };

export default function TicketCalendar() {
  const { search, filters, isPast } = useListPage();
  const may = useMay();
  const span = search.span === "week" ? "week" : "month";
  const day = dayKey(dateOf(search.day as string | undefined));
  const firstDay = firstDayOf(getLocale());
  const weeks = span === "week" ? [weekOf(day, firstDay)] : monthOf(day, firstDay);
  const days = weeks.flat();
  const { data, error, refetch } = useCalendar(filters, days[0] ?? day, days.at(-1) ?? day);
  const entries = entriesByDay(data?.items ?? []);
  const next = (target: string, way: Way) => {
    const to = plusDays(target, STEPS[way]);
    return days.includes(to) ? to : undefined;
  };
  const drop = (entry: Entry, to: string, from: string) =>
    void reschedule(entry.item, movedDates(entry, daysBetween(from, to)));
  const dragging = useDragging<Entry>({ drop, next, disabled: isPast || !may("tickets.change") });
  const { held } = dragging;
  if (error && !data) return <Oops error={error} retry={() => void refetch()} />;
  return (
    <div className={styles.calendar} data-span={span}>
      <CalendarHead day={day} span={span} days={days} more={data?.more ?? false} />
      <div className={styles.weekdays} aria-hidden>
        {(weeks[0] ?? []).map((one) => (
          <span key={one}>{weekday(one)}</span>
        ))}
      </div>
      <div className={styles.grid} aria-busy={!data} style={{ "--weeks": weeks.length } as React.CSSProperties}>
        {days.map((one) => (
          <DayCell
            key={one}
            day={one}
            span={span}
            outside={span === "month" && one.slice(0, 7) !== day.slice(0, 7)}
            entries={entries.get(one) ?? []}
            dragging={dragging}
          />
        ))}
      </div>
      <p id="calendar-how" hidden>
        {m.list_calendar_how()}
      </p>
      <div role="status" className="sr-only">
        {held?.byKeys && held.target
          ? m.list_move_holding({ subject: held.item.item.subject, place: fullDate(held.target) })
          : ""}
      </div>
      {held && !held.byKeys && (
        <div className={styles.ghost} style={{ transform: `translate(${held.x + 8}px, ${held.y + 8}px)` }} aria-hidden>
          <UserText>{held.item.item.subject}</UserText>
        </div>
      )}
    </div>
  );
}
