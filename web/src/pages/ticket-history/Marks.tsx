/** The marks of a ticket's events on its time line; what lies too close together is one mark. */
import { memo } from "react";
import type { Entry } from "./history";
import { type Kind, kindOf } from "./kinds";
import type { Mark } from "./line";
import styles from "./TimeLine.module.css";

type Props = { marks: readonly Mark[]; entries: readonly Entry[] };

/** Said aloud by the knob, event by event; the marks are for the eye. */
export const Marks = memo(function Marks({ marks, entries }: Props) {
  return (
    <div className={styles.marks} aria-hidden>
      {marks.map((mark) => (
        <span
          key={mark.first}
          className={styles.mark}
          data-kind={prevailing(mark, entries)}
          data-many={mark.last > mark.first}
          style={{ insetInlineStart: `${mark.place * 100}%` }}
        />
      ))}
    </div>
  );
});

/** The kind that most events of a mark are of. */
function prevailing(mark: Mark, entries: readonly Entry[]): Kind {
  const counts = new Map<Kind, number>();
  for (const entry of entries.slice(mark.first, mark.last + 1)) {
    const kind = kindOf(entry.type);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, one], [, other]) => other - one);
  return most?.[0] ?? "other";
}
