/** The line itself: marks, knobs, and a short word about whatever lies under the pointer or the knob in hand. */
import { useElementSize, useMergedRef } from "@mantine/hooks";
import { type PointerEvent, type ReactNode, useMemo, useState } from "react";
import { directionOf, useLocale } from "#/i18n/locale";
import type { Entry } from "./history";
import { Knob } from "./Knob";
import { type Mark, marksOf, nearest, placeUnder } from "./line";
import { Marks } from "./Marks";
import styles from "./TimeLine.module.css";

type Handle = { stop: number; moveTo: (stop: number) => void; label: string };

type Props = {
  entries: readonly Entry[];
  places: readonly number[];
  shown: Handle;
  from: Handle | undefined;
  /** What a stop is, aloud. */
  textOf: (stop: number) => string;
  /** What to show of a mark. */
  preview: (mark: Mark) => ReactNode;
};

/** Marks closer than this are one. */
const GAP_PX = 9;

export function Track({ entries, places, shown, from, textOf, preview }: Props) {
  const mirrored = directionOf(useLocale()) === "rtl";
  const { ref, width } = useElementSize<HTMLDivElement>();
  const [line, setLine] = useState<HTMLDivElement | null>(null);
  const refs = useMergedRef(ref, setLine);
  const [under, setUnder] = useState<number>();
  const marks = useMemo(() => marksOf(places, entries.length, GAP_PX / Math.max(width, 1)), [places, entries, width]);
  const last = entries.length;
  const stopUnder = (event: PointerEvent) => {
    const box = line?.getBoundingClientRect() ?? { left: 0, width: 0 };
    return nearest(places, placeUnder(event.clientX, box, mirrored));
  };
  const hovered = under === undefined ? undefined : marks.find((mark) => mark.first <= under && under <= mark.last);
  const drag = (handle: Handle) => (event: PointerEvent) => {
    const stop = stopUnder(event);
    setUnder(stop);
    if (stop !== handle.stop) handle.moveTo(stop);
  };
  const knob = (handle: Handle, kind: "shown" | "from") => (
    <Knob
      {...{ kind, last, label: handle.label, stop: handle.stop }}
      text={textOf(handle.stop)}
      place={places[handle.stop] ?? 1}
      onStop={handle.moveTo}
      onDrag={drag(handle)}
    />
  );
  return (
    <div
      ref={refs}
      className={styles.track}
      onPointerMove={(event) => setUnder(stopUnder(event))}
      onPointerLeave={() => setUnder(undefined)}
      onPointerDown={(event) => event.button === 0 && shown.moveTo(stopUnder(event))}
    >
      <div className={styles.line} style={{ "--shown": places[shown.stop] ?? 1 } as object} />
      <Marks marks={marks} entries={entries} />
      {from && knob(from, "from")}
      {knob(shown, "shown")}
      {hovered && (
        <div className={styles.preview} style={{ "--place": hovered.place } as object} aria-hidden>
          {preview(hovered)}
        </div>
      )}
    </div>
  );
}
