/** The tickets as a list: the table, or why there is none. */

import { Button } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { IconInbox } from "@tabler/icons-react";
import { useKeys } from "#/keyboard/keys";
import { titleOf } from "#/pages/list/head/title";
import { narrowing } from "#/pages/list/search";
import { TicketTable } from "#/pages/list/table/TicketTable";
import { useMoving } from "#/pages/list/table/useMoving";
import { useSelection } from "#/pages/list/table/useSelection";
import { useListPage } from "#/pages/list/useListPage";
import { m } from "#/paraglide/messages.js";
import { Oops } from "#/ui/Oops";
import { State } from "#/ui/State";
import styles from "./list.module.css";

/** Below this width rows have two lines and no columns. */
const COMPACT = 640;

export function ListView() {
  const { rows, view } = useListPage();
  const title = titleOf(view);
  const moving = useMoving();
  const selecting = useSelection(rows);
  const { ref, width } = useElementSize();
  useKeys({
    j: { what: m.list_key_down, run: () => moving.move(1) },
    k: { what: m.list_key_up, run: () => moving.move(-1) },
    ArrowDown: { what: m.list_key_down, run: () => moving.move(1) },
    ArrowUp: { what: m.list_key_up, run: () => moving.move(-1) },
    o: { what: m.list_key_open, run: moving.openCurrent },
    x: {
      what: m.list_key_select,
      run: () => {
        const ticket = moving.current();
        if (ticket) selecting.flip(ticket.id);
      },
    },
  });
  if (rows.error !== undefined && rows.segments.length === 0)
    return <Oops error={rows.error} retry={() => void rows.refresh()} />;
  if (rows.isWhole && rows.length === 0) return <Empty />;
  return (
    <div ref={ref} className={styles.tablePlace}>
      {width > 0 && (
        <TicketTable
          key={JSON.stringify(rows.filters)}
          label={title}
          compact={width < COMPACT}
          selecting={selecting}
          moving={moving}
        />
      )}
    </div>
  );
}

function Empty() {
  const { search, change } = useListPage();
  const names = narrowing(search);
  const clear = () => change(Object.fromEntries(names.map((name) => [name, undefined])));
  const actions = names.length > 0 ? <Button onClick={clear}>{m.list_clear_filters()}</Button> : undefined;
  return (
    <State icon={<IconInbox size={32} />} title={m.list_empty()} actions={actions}>
      {names.length > 0 ? m.list_empty_filtered() : m.list_empty_view()}
    </State>
  );
}
