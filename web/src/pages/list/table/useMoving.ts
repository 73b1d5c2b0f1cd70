/** Moving through the list by keys, and opening what one comes to. */
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useRef } from "react";
import { prefetchTicket, seedTicket } from "#/api/tickets";
import type { Ticket } from "#/pages/list/data/rows";
import { useListPage } from "#/pages/list/useListPage";

export type Moving = {
  move: (by: number) => void;
  open: (ticket: Ticket) => void;
  openCurrent: () => void;
  /** How the table brings a row into sight. */
  follow: (scroll: (index: number) => void) => void;
  current: () => Ticket | undefined;
};

/** From this width on a ticket is opened beside the list. */
export const BESIDE = "(min-width: 1280px)";

export function useMoving(): Moving {
  const { rows, change } = useListPage();
  const navigate = useNavigate();
  const scroll = useRef<(index: number) => void>(() => {});
  const open = useCallback(
    (ticket: Ticket) => {
      rows.current = ticket.id;
      rows.changed();
      seedTicket(ticket);
      if (window.matchMedia(BESIDE).matches) change({ open: ticket.number });
      else void navigate({ to: "/tickets/$ticket", params: { ticket: String(ticket.number) } });
    },
    [rows, change, navigate],
  );
  const current = () => (rows.current === undefined ? undefined : rows.tickets.get(rows.current));
  const move = (by: number) => {
    const from = rows.current === undefined ? -1 : rows.indexOf(rows.current);
    const to = Math.min(rows.length - 1, Math.max(0, from < 0 ? 0 : from + by));
    const ticket = rows.at(to);
    if (!ticket) return;
    rows.current = ticket.id;
    rows.changed();
    scroll.current(to);
    seedTicket(ticket);
    prefetchTicket(ticket.id);
    focusRow(ticket.id);
  };
  const openCurrent = () => {
    const ticket = current();
    if (ticket) open(ticket);
  };
  const follow = (next: (index: number) => void) => {
    scroll.current = next;
  };
  return { move, open, openCurrent, follow, current };
}

/** At once where it can be, so that Enter finds it; the row may have to come into being first. */
function focusRow(id: string, tries = 3): void {
  const link = document.querySelector<HTMLElement>(`[data-row="${id}"] a`);
  if (link) link.focus({ preventScroll: true });
  else if (tries > 0) requestAnimationFrame(() => focusRow(id, tries - 1));
}
