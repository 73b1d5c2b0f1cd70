/** A status with its cards; only those in sight are there. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, useEffect, useRef } from "react";
import { type Status, useNameOf } from "#/api/catalog";
import { number } from "#/i18n/format";
import { BoardCard } from "#/pages/list/board/BoardCard";
import { useLiveRows } from "#/pages/list/data/live";
import type { Ticket } from "#/pages/list/data/rows";
import { useRows } from "#/pages/list/data/useRows";
import type { Filters } from "#/pages/list/search";
import type { useDragging } from "#/pages/list/useDragging";
import { useListPage } from "#/pages/list/useListPage";
import { m } from "#/paraglide/messages.js";
import { Oops } from "#/ui/Oops";
import { shade } from "#/ui/shade";
import { UserText } from "#/ui/UserText";
import styles from "./board.module.css";

type Props = {
  status: Status;
  filters: Filters;
  dragging: ReturnType<typeof useDragging<Ticket>>;
  refused: string | undefined;
};

const CARD = 92;

export function BoardColumn({ status, filters, dragging, refused }: Props) {
  const rows = useRows(filters);
  const { sort } = useListPage();
  rows.sort = sort;
  useLiveRows(rows);
  const nameOf = useNameOf();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.readAt === 0 ? 4 : rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => CARD,
    overscan: 4,
  });
  const shown = virtual.getVirtualItems();
  const [first, last] = [shown[0]?.index ?? 0, shown.at(-1)?.index ?? 10];
  useEffect(() => rows.want(first, last), [rows, first, last]);
  const { held } = dragging;
  const bar = shade(status.colours);
  const isTarget = held?.target === status.key && held.from !== status.key;
  return (
    <section
      className={styles.column}
      data-target={status.key}
      data-over={isTarget || undefined}
      data-refused={(held && refused !== undefined) || undefined}
      style={{ "--bar": bar } as CSSProperties}
      aria-label={nameOf(status)}
    >
      <h2 className={styles.name}>
        <UserText className="truncate">{nameOf(status)}</UserText>
        <span className={styles.count}>{rows.total === undefined ? "" : number(rows.total)}</span>
      </h2>
      {rows.fresh.size > 0 && (
        <button type="button" className={styles.fresh} onClick={() => void rows.refresh()}>
          {m.list_fresh({ count: rows.fresh.size, shown: number(rows.fresh.size) })}
        </button>
      )}
      {held && refused !== undefined && <p className={styles.refusal}>{refused}</p>}
      {rows.error !== undefined && <Oops error={rows.error} retry={() => void rows.refresh()} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard */}
      <div ref={scroller} className={styles.cards} tabIndex={0}>
        <ul style={{ blockSize: virtual.getTotalSize() }}>
          {shown.map(({ index, start }) => {
            const ticket = rows.at(index);
            return (
              <li key={ticket?.id ?? index} style={{ transform: `translateY(${start}px)` }}>
                {ticket ? (
                  <BoardCard ticket={ticket} mark={rows.marks.get(ticket.id)} dragging={dragging} />
                ) : (
                  <div className={styles.bone} />
                )}
              </li>
            );
          })}
        </ul>
      </div>
    </section>
  );
}
