/** The keys of the list. */
import { useKeys } from "#/keyboard/keys";
import type { Asked } from "#/pages/list/bulk/BulkBar";
import type { Moving } from "#/pages/list/table/useMoving";
import type { Selecting } from "#/pages/list/table/useSelection";
import { useListPage } from "#/pages/list/useListPage";
import { m } from "#/paraglide/messages.js";

export function useListKeys(
  moving: Moving,
  selecting: Selecting,
  ask: (change: (before: Asked) => Asked) => void,
): void {
  const { change, search, isPast } = useListPage();
  const { selection } = selecting;
  const flip = () => {
    const ticket = moving.current();
    if (ticket && !isPast) selecting.flip(ticket.id);
  };
  const act = (what: "status" | "assign") => {
    if (!selection.all && selection.ids.size === 0) flip();
    ask((before) => ({ what, times: (before?.times ?? 0) + 1 }));
  };
  const leave = () => {
    if (selection.all || selection.ids.size > 0) selecting.none();
    else if (search.open !== undefined) change({ open: undefined });
  };
  useKeys({
    j: { what: m.list_key_down, run: () => moving.move(1) },
    k: { what: m.list_key_up, run: () => moving.move(-1) },
    ArrowDown: { what: m.list_key_down, run: () => moving.move(1) },
    ArrowUp: { what: m.list_key_up, run: () => moving.move(-1) },
    o: { what: m.list_key_open, run: moving.openCurrent },
    x: { what: m.list_key_select, run: flip },
    a: { what: m.list_key_assign, run: () => act("assign") },
    s: { what: m.list_key_status, run: () => act("status") },
    Escape: { what: m.list_key_none, run: leave },
  });
}
