/** Tickets as cards in columns by status; moving a card changes the status. */
import { useCatalog, useNameOf } from "#/api/catalog";
import { useMay, useMe } from "#/api/me";
import { BoardColumn } from "#/pages/list/board/BoardColumn";
import { moveCard } from "#/pages/list/board/moveCard";
import type { Rows, Ticket } from "#/pages/list/data/rows";
import { rowsOf } from "#/pages/list/data/useRows";
import { useDragging, type Way } from "#/pages/list/useDragging";
import { useListPage } from "#/pages/list/useListPage";
import { nextStatuses, type Refusal } from "#/pages/ticket/statuses";
import { m } from "#/paraglide/messages.js";
import { failed } from "#/ui/toast";
import { UserText } from "#/ui/UserText";
import styles from "./board.module.css";

export default function Board() {
  const { filters, isPast } = useListPage();
  const me = useMe();
  const may = useMay();
  const nameOf = useNameOf();
  const all = useCatalog("statuses") ?? [];
  const asked = filters.status?.split(",");
  const shown = all
    .filter((status) => !status.retired && (!asked || asked.includes(status.key) || asked.includes(status.id)))
    .sort((a, b) => a.order - b.order);
  const keys = shown.map((status) => status.key);
  const rowsIn = (status: string): Rows => rowsOf({ ...filters, status });
  const why = (ticket: Ticket, status: string) =>
    nextStatuses(all, ticket.status, me.roles).find((next) => next.status.key === status)?.refusal;
  const said = (refusal: Refusal) => (refusal === "not-next" ? m.list_move_not_next() : m.list_move_not_role());
  const drop = (ticket: Ticket, status: string) => {
    const refusal = why(ticket, status);
    if (refusal) return failed(m.list_move_refused({ subject: ticket.subject }), new Error(said(refusal)));
    const name = nameOf(all.find((one) => one.key === status) ?? { name: status, names: {} });
    void moveCard(ticket, status, name, rowsIn);
  };
  const disabled = isPast || !may("tickets.change");
  const dragging = useDragging<Ticket>({ drop, next: (key, way) => beside(keys, key, way), disabled });
  const { held } = dragging;
  return (
    <div className={styles.board}>
      {shown.map((status) => {
        const refusal = held && held.item.status !== status.key ? why(held.item, status.key) : undefined;
        return (
          <BoardColumn
            key={status.key}
            status={status}
            filters={{ ...filters, status: status.key }}
            dragging={dragging}
            refused={refusal && said(refusal)}
          />
        );
      })}
      <p id="board-how" hidden>
        {m.list_board_how()}
      </p>
      <Announced
        text={held?.byKeys ? m.list_move_holding({ subject: held.item.subject, place: nameIn(held.target) }) : ""}
      />
      {held && !held.byKeys && (
        <div className={styles.ghost} style={{ transform: `translate(${held.x + 8}px, ${held.y + 8}px)` }} aria-hidden>
          <UserText>{held.item.subject}</UserText>
        </div>
      )}
    </div>
  );

  function nameIn(key: string | undefined): string {
    const status = all.find((one) => one.key === key);
    return status ? nameOf(status) : "";
  }
}

function beside(keys: string[], key: string, way: Way): string | undefined {
  const by = way === "forward" || way === "ArrowDown" ? 1 : -1;
  return keys[keys.indexOf(key) + by];
}

/** What is said to those who do not see the card move. */
function Announced({ text }: { text: string }) {
  return (
    <div role="status" className="sr-only">
      {text}
    </div>
  );
}
