/** A ticket as a row; drawn anew only when something of it changed. */
// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by hand, which table elements do not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: the link or button within takes the focus
import { Link } from "@tanstack/react-router";
import { type MouseEvent, memo } from "react";
import { prefetchTicket, seedTicket } from "#/api/tickets";
import type { Column } from "#/pages/list/columns/columns";
import type { Mark, Ticket } from "#/pages/list/data/rows";
import { CompactCell } from "#/pages/list/table/CompactCell";
import { m } from "#/paraglide/messages.js";
import { UserText } from "#/ui/UserText";
import styles from "./table.module.css";

type Props = {
  ticket: Ticket;
  index: number;
  start: number;
  columns: Column[];
  compact: boolean;
  mark: Mark | undefined;
  selected: boolean;
  current: boolean;
  opened: boolean;
  onSelect: (id: string, range?: boolean) => void;
  onOpen: (ticket: Ticket, place: number) => void;
};

/** Columns are made anew with each drawing of the list; their names tell whether they are others. */
function isSame(before: Props, after: Props): boolean {
  const names = (columns: Column[]) => columns.map((column) => `${column.id}|${column.name}`).join();
  const plain = ["ticket", "index", "start", "compact", "mark", "selected", "current", "opened"] as const;
  return plain.every((name) => before[name] === after[name]) && names(before.columns) === names(after.columns);
}

export const TicketRow = memo(function TicketRow(props: Props) {
  const { ticket, index, start, columns, compact, mark, selected, current, opened, onSelect, onOpen } = props;
  const pick = (event: MouseEvent) => {
    event.stopPropagation();
    onSelect(ticket.id, event.shiftKey);
  };
  const click = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.button !== 0) return;
    event.preventDefault();
    if (event.shiftKey) onSelect(ticket.id, true);
    else onOpen(ticket, index);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the link within opens it by the keyboard
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      className={styles.row}
      data-mark={mark}
      data-current={current || undefined}
      data-opened={opened || undefined}
      data-row={ticket.id}
      style={{ transform: `translateY(${start}px)` }}
      onClick={click}
      onPointerEnter={() => restOn(ticket)}
      onPointerLeave={moveOn}
    >
      <div role="cell" className={styles.pick}>
        <input
          type="checkbox"
          checked={selected}
          onClick={pick}
          onChange={() => {}}
          aria-label={m.list_select({ number: ticket.reference })}
          tabIndex={current ? 0 : -1}
        />
      </div>
      {compact ? (
        <CompactCell ticket={ticket} current={current} mark={mark} />
      ) : (
        columns.map((column) => (
          <div key={column.id} role="cell" className={styles.cell} data-column={column.id}>
            {column.id === "subject" ? (
              <SubjectLink ticket={ticket} current={current} mark={mark} />
            ) : (
              column.cell(ticket)
            )}
          </div>
        ))
      )}
    </div>
  );
}, isSame);

/** The pointer has to rest on a row for its ticket to be read ahead. */
const REST_MS = 90;
let resting: ReturnType<typeof setTimeout> | undefined;

function restOn(ticket: Ticket): void {
  moveOn();
  resting = setTimeout(() => {
    seedTicket(ticket);
    prefetchTicket(ticket.id);
  }, REST_MS);
}

function moveOn(): void {
  clearTimeout(resting);
}

type LinkProps = { ticket: Ticket; current: boolean; mark: Mark | undefined };

export function SubjectLink({ ticket, current, mark }: LinkProps) {
  return (
    <Link
      to="/tickets/$ticket"
      params={{ ticket: String(ticket.number) }}
      className={styles.subject}
      tabIndex={current ? 0 : -1}
    >
      <UserText className="truncate">{ticket.subject}</UserText>
      {mark && <span className="sr-only"> {mark === "gone" ? m.list_mark_gone() : m.list_mark_changed()}</span>}
    </Link>
  );
}
