/** Moving through the list by keys, and opening what one comes to. */
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useRef } from "react";
import { prefetchTicket, seedTicket } from "#/api/tickets";
import type { Line } from "#/pages/list/data/line";
import type { Ticket } from "#/pages/list/data/rows";
import { useListPage } from "#/pages/list/useListPage";

export type Moving = {
  move: (by: number) => void;
  open: (ticket: Ticket, place?: number) => void;
  openCurrent: () => void;
  /** How the table brings a row into sight. */
  follow: (scroll: (index: number) => void) => void;
  current: () => Ticket | undefined;
};

/** From this width on a ticket is opened beside the list. */
export const BESIDE = "(min-width: 1280px)";

export function useMoving(): Moving {
  const { rows, change, grouping } = useListPage();
  const { line } = grouping;
  const navigate = useNavigate();
  const scroll = useRef<(index: number) => void>(() => {});
  const open = useCallback(
    (ticket: Ticket, place?: number) => {
      rows.current = ticket.id;
      rows.place = place;
      rows.changed();
      seedTicket(ticket);
      if (window.matchMedia(BESIDE).matches) change({ open: ticket.number });
      else void navigate({ to: "/tickets/$ticket", params: { ticket: String(ticket.number) } });
    },
    [rows, change, navigate],
  );
  const placeOf = (id: string) => {
    const { place } = rows;
    return place !== undefined && line.at(place)?.id === id ? place : line.indexOf(id);
  };
  const current = () => (rows.current === undefined ? undefined : line.at(placeOf(rows.current)));
  const move = (by: number) => {
    const from = rows.current === undefined ? -1 : placeOf(rows.current);
    const to = past(line, Math.min(line.length - 1, Math.max(0, from < 0 ? 0 : from + by)), from < 0 ? 1 : by);
    const ticket = line.at(to);
    if (!ticket) return;
    rows.current = ticket.id;
    rows.place = to;
    rows.changed();
    scroll.current(to);
    seedTicket(ticket);
    prefetchTicket(ticket.id);
    focusRow(ticket.id, to);
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

/** Past headings, in the direction one goes. */
function past(line: Line, place: number, by: number): number {
  let to = place;
  while (line.headingAt(to)) to += Math.sign(by);
  return to;
}

/** At once where it can be, so that Enter finds it; the row may have to come into being first. */
function focusRow(id: string, place: number, tries = 3): void {
  const link = document.querySelector<HTMLElement>(`[data-row="${id}"][aria-rowindex="${place + 2}"] a`);
  if (link) link.focus({ preventScroll: true });
  else if (tries > 0) requestAnimationFrame(() => focusRow(id, place, tries - 1));
}
