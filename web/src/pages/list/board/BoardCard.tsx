/** A ticket as a card: opens by a click, moves by dragging or by the space bar and the arrows. */

import { IconGripVertical } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { MouseEvent } from "react";
import { People } from "#/pages/list/columns/cells";
import { DueCell } from "#/pages/list/columns/DueCell";
import type { Mark, Ticket } from "#/pages/list/data/rows";
import { useMoving } from "#/pages/list/table/useMoving";
import type { useDragging } from "#/pages/list/useDragging";
import { useListPage } from "#/pages/list/useListPage";
import { m } from "#/paraglide/messages.js";
import { referenceOf } from "#/ui/reference";
import { StatusLabel } from "#/ui/StatusLabel";
import { UserText } from "#/ui/UserText";
import styles from "./board.module.css";

type Props = { ticket: Ticket; mark: Mark | undefined; dragging: ReturnType<typeof useDragging<Ticket>> };

export function BoardCard({ ticket, mark, dragging }: Props) {
  const { search } = useListPage();
  const { open } = useMoving();
  const { held, onPointerDown, onKeyDown } = dragging;
  const click = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    open(ticket);
  };
  return (
    <article
      className={styles.card}
      data-mark={mark}
      data-held={held?.item.id === ticket.id || undefined}
      data-opened={search.open === ticket.number || undefined}
      onPointerDown={onPointerDown(ticket, ticket.status)}
    >
      <Link
        to="/tickets/$ticket"
        params={{ ticket: String(ticket.number) }}
        className={styles.subject}
        onClick={click}
        onKeyDown={onKeyDown(ticket, ticket.status)}
        draggable={false}
        aria-describedby="board-how"
      >
        <UserText className="truncate">{ticket.subject}</UserText>
      </Link>
      <span className={styles.line}>
        <bdi className={styles.soft}>{referenceOf(ticket)}</bdi>
        {ticket.requester && (
          <UserText className="truncate">{ticket.requester.name ?? ticket.requester.email}</UserText>
        )}
        <span className={styles.grip} data-grip aria-hidden>
          <IconGripVertical size={14} />
        </span>
      </span>
      <span className={styles.line}>
        <StatusLabel of={ticket.priority} kind="priorities" />
        <DueCell ticket={ticket} />
        <span className={styles.who}>
          <People of={ticket.assignee_ids} />
        </span>
      </span>
      {mark === "gone" && <span className="sr-only">{m.list_mark_gone()}</span>}
    </article>
  );
}
