/** The list as a table of which only what one sees is there, however long it is. */
// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by hand, which table elements do not allow
import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, useEffect, useLayoutEffect, useRef, useState } from "react";
import { leastOf } from "#/pages/list/columns/columns";
import { GroupRow } from "#/pages/list/table/GroupRow";
import { HeaderRow } from "#/pages/list/table/HeaderRow";
import { SkeletonRow } from "#/pages/list/table/SkeletonRow";
import { isSelected } from "#/pages/list/table/selection";
import { TicketRow } from "#/pages/list/table/TicketRow";
import type { Moving } from "#/pages/list/table/useMoving";
import type { Selecting } from "#/pages/list/table/useSelection";
import { useListPage } from "#/pages/list/useListPage";
import { whenIdle } from "#/ui/idle";
import styles from "./table.module.css";

/** Rows that are drawn beyond those in sight, once these stand there. */
const BEYOND = 12;
/** What the bar, the head of the list and that of the table take. */
const ABOVE = 160;
/** Skeletons of a list of which nothing is known yet. */
const UNREAD = 30;

type Props = { label: string; compact: boolean; selecting: Selecting; moving: Moving };

export function TicketTable({ label, compact, selecting, moving }: Props) {
  const { rows, columns, search, grouping } = useListPage();
  const { line } = grouping;
  const scroller = useRef<HTMLDivElement>(null);
  const height = compact ? 60 : 36;
  const virtual = useVirtualizer({
    count: line.isRead ? line.length : UNREAD,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: useIsQuiet() ? BEYOND : 1,
    initialOffset: rows.scroll,
    // as long as nothing is measured, as much as a window shows
    initialRect: { width: window.innerWidth, height: window.innerHeight - ABOVE },
    scrollMargin: 0,
  });
  const shown = virtual.getVirtualItems();
  const first = shown[0]?.index ?? 0;
  const last = shown.at(-1)?.index ?? 50;
  useEffect(() => line.want(first, last), [line, first, last]);
  useScrollKept(scroller, rows);
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are measured anew when their height changes
  useEffect(() => virtual.measure(), [height]);
  moving.follow((index) => virtual.scrollToIndex(index, { align: "auto" }));
  const isCurrent = (index: number, id: string) =>
    rows.current === id && (line.at(rows.place ?? -1)?.id !== id || rows.place === index);
  const grid = ["34px", ...columns.map((column) => column.width)].join(" ");
  const least = leastOf(columns);
  const style = { "--grid": grid, "--least": compact ? "0px" : `${least}px`, "--height": `${height}px` };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <div ref={scroller} className={styles.scroller} tabIndex={0} role="group" aria-label={label}>
      <div
        role="table"
        aria-label={label}
        aria-rowcount={line.length + 1}
        aria-busy={!line.isRead}
        className={styles.table}
        data-compact={compact}
        style={style as CSSProperties}
      >
        <HeaderRow compact={compact} selecting={selecting} />
        <div role="rowgroup" className={styles.body} style={{ blockSize: Math.max(1, virtual.getTotalSize()) }}>
          {shown.map(({ index, start }) => {
            const group = line.headingAt(index);
            if (group) return <GroupRow key={`group:${group.id}`} group={group} index={index} start={start} />;
            const ticket = line.at(index);
            if (!ticket) return <SkeletonRow key={index} index={index} start={start} compact={compact} />;
            return (
              <TicketRow
                key={line.keyAt(index)}
                ticket={ticket}
                index={index}
                start={start}
                columns={columns}
                compact={compact}
                mark={line.markAt(index)}
                selected={isSelected(selecting.selection, ticket.id)}
                current={isCurrent(index, ticket.id)}
                opened={search.open === ticket.number}
                onSelect={selecting.flip}
                onOpen={moving.open}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Whether what is in sight has been drawn, and there is time for more. */
function useIsQuiet(): boolean {
  const [quiet, setQuiet] = useState(false);
  useEffect(() => whenIdle(() => setQuiet(true)), []);
  return quiet;
}

/** Back leads to where one was. */
function useScrollKept(scroller: React.RefObject<HTMLDivElement | null>, rows: { scroll: number }) {
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    element.scrollTop = rows.scroll;
    const keep = () => {
      rows.scroll = element.scrollTop;
    };
    element.addEventListener("scroll", keep, { passive: true });
    return () => element.removeEventListener("scroll", keep);
  }, [rows, scroller]);
}
