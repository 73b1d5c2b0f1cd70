/** Which month or week is shown, and the ways to others. */
import { ActionIcon, Button, SegmentedControl } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { dayAndMonth, month } from "#/i18n/format";
import { dateOf, turned } from "#/pages/list/calendar/days";
import { useListPage } from "#/pages/list/useListPage";
import { m } from "#/paraglide/messages.js";
import styles from "./calendar.module.css";

type Props = { day: string; span: "month" | "week"; days: string[]; more: boolean };

export function CalendarHead({ day, span, days, more }: Props) {
  const { change } = useListPage();
  const turn = (by: number) => change({ day: turned(day, span, by) });
  const title =
    span === "month"
      ? month(dateOf(day))
      : m.list_from_to({ from: dayAndMonth(dateOf(days[0])), to: dayAndMonth(dateOf(days.at(-1))) });
  return (
    <div className={styles.head}>
      <ActionIcon variant="subtle" color="gray" onClick={() => turn(-1)} aria-label={m.list_calendar_before()}>
        <IconChevronLeft size={17} className="mirrored" aria-hidden />
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" onClick={() => turn(1)} aria-label={m.list_calendar_after()}>
        <IconChevronRight size={17} className="mirrored" aria-hidden />
      </ActionIcon>
      <h2 className={styles.title} aria-live="polite">
        {title}
      </h2>
      <Button variant="subtle" color="gray" onClick={() => change({ day: undefined })}>
        {m.list_calendar_today()}
      </Button>
      {more && <span className={styles.more}>{m.list_calendar_more()}</span>}
      <SegmentedControl
        size="xs"
        ms="auto"
        aria-label={m.list_calendar_span()}
        data={[
          { value: "month", label: m.list_calendar_month() },
          { value: "week", label: m.list_calendar_week() },
        ]}
        value={span}
        onChange={(next) => change({ span: next === "week" ? "week" : undefined })}
      />
    </div>
  );
}
