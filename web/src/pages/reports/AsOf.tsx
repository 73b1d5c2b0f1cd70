/** Takes charts back in time: the same knob as on a ticket, day by day over the last ninety. */
import { useEffect, useId, useRef, useState } from "react";
import { date, dateTime } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { dayOf, midnight } from "./filter";
import styles from "./reports.module.css";

type Props = { asOf: string | undefined; onAsOf: (asOf: string | undefined) => void };

const DAYS = 90;
const REST_MS = 150;

/** The end of the day so many steps along the slider; the last step is now. */
function momentAt(step: number): string | undefined {
  return step >= DAYS ? undefined : midnight(dayOf(new Date()), step - DAYS + 1).toISOString();
}

function stepOf(asOf: string | undefined): number {
  if (asOf === undefined) return DAYS;
  const days = (midnight(dayOf(new Date()), 1).getTime() - Date.parse(asOf)) / 86_400_000;
  return Math.min(DAYS - 1, Math.max(0, DAYS - Math.round(days)));
}

export function AsOf({ asOf, onAsOf }: Props) {
  const id = useId();
  const [dragged, setDragged] = useState<number>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const step = dragged ?? stepOf(asOf);
  const move = (next: number) => {
    setDragged(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      onAsOf(momentAt(next));
      setDragged(undefined);
    }, REST_MS);
  };
  const shown = dragged === undefined ? asOf : momentAt(dragged);
  const said = shown === undefined ? m.reports_as_of_now() : wordsOf(shown);
  return (
    <div className={styles.asof} data-past={shown !== undefined}>
      <label htmlFor={id}>{m.reports_as_of()}</label>
      <input
        id={id}
        type="range"
        min={0}
        max={DAYS}
        value={step}
        aria-valuetext={said}
        onChange={(event) => move(Number(event.currentTarget.value))}
      />
      <output htmlFor={id}>{said}</output>
      {asOf !== undefined && (
        <button type="button" className={styles.plain} onClick={() => onAsOf(undefined)}>
          {m.reports_back_to_now()}
        </button>
      )}
    </div>
  );
}

/** The end of a day is called by that day. */
function wordsOf(moment: string): string {
  const at = new Date(moment);
  const isMidnight = at.getHours() + at.getMinutes() + at.getSeconds() === 0;
  return isMidnight ? date(new Date(at.getTime() - 1)) : dateTime(at);
}
