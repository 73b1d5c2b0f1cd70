/** A knob on the time line: dragged by pointer, or moved event by event with the arrow keys. */
import type { KeyboardEvent, PointerEvent } from "react";
import { directionOf, useLocale } from "#/i18n/locale";
import { stopAfter } from "./line";
import styles from "./TimeLine.module.css";

type Props = {
  label: string;
  /** What stands at the stop, aloud. */
  text: string;
  stop: number;
  last: number;
  place: number;
  kind: "shown" | "from";
  onStop: (stop: number) => void;
  onDrag: (event: PointerEvent<HTMLElement>) => void;
};

export function Knob({ label, text, stop, last, place, kind, onStop, onDrag }: Props) {
  const mirrored = directionOf(useLocale()) === "rtl";
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = stopAfter(event.key, stop, last, mirrored);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (next !== stop) onStop(next);
  };
  const grab = (event: PointerEvent<HTMLElement>) => {
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      className={styles.knob}
      data-kind={kind}
      data-now={stop === last}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={stop}
      aria-valuetext={text}
      style={{ insetInlineStart: `${place * 100}%` }}
      onKeyDown={onKeyDown}
      onPointerDown={grab}
      onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && onDrag(event)}
    />
  );
}
