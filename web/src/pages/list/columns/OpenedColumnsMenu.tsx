/** Chooses which columns the list shows, and their order. */
import { ActionIcon, Button, Checkbox, Popover } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import type { MouseEvent } from "react";
import { ColumnsButton } from "#/pages/list/columns/ColumnsMenu";
import type { Column } from "#/pages/list/columns/columns";
import { moved, toggled } from "#/pages/list/columns/order";
import { useListPage } from "#/pages/list/useListPage";
import { m } from "#/paraglide/messages.js";
import { UserText } from "#/ui/UserText";
import { useOpensAtOnce } from "#/ui/useOpensAtOnce";
import styles from "./menu.module.css";

/** Open from the start. */
export default function OpenedColumnsMenu() {
  const { button, opened, setOpened } = useOpensAtOnce();
  const { all, columns, chooseColumns } = useListPage();
  const names = columns.map((column) => column.id);
  const others = all.filter((column) => !names.includes(column.id));
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <ColumnsButton ref={button} aria-expanded={opened} onClick={() => setOpened(!opened)} />
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown} aria-label={m.list_columns()}>
        <ul className={styles.columns}>
          {columns.map((column, at) => (
            <Shown key={column.id} column={column} first={at === 0} last={at === columns.length - 1} names={names} />
          ))}
          {others.map((column) => (
            <li key={column.id} className={styles.column}>
              <Checkbox
                size="xs"
                checked={false}
                label={<UserText>{column.name}</UserText>}
                onChange={() => chooseColumns(toggled(names, column.id))}
              />
            </li>
          ))}
        </ul>
        <Button variant="subtle" color="gray" fullWidth onClick={() => chooseColumns([])}>
          {m.list_columns_reset()}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}

function Shown({ column, first, last, names }: { column: Column; first: boolean; last: boolean; names: string[] }) {
  const { chooseColumns } = useListPage();
  const arrow = (by: number, isEnd: boolean) => ({
    "aria-disabled": isEnd,
    ...(isEnd ? { "data-disabled": true } : {}),
    // the row moves away under the focus, which would be lost, and with it the way out by Escape
    onClick: ({ currentTarget }: MouseEvent<HTMLElement>) => {
      if (!isEnd) chooseColumns(moved(names, column.id, by));
      requestAnimationFrame(() => currentTarget.focus());
    },
  });
  return (
    <li className={styles.column}>
      <Checkbox
        size="xs"
        checked
        disabled={column.id === "subject"}
        label={<UserText>{column.name}</UserText>}
        onChange={() => chooseColumns(toggled(names, column.id))}
      />
      <span className={styles.arrows}>
        <ActionIcon
          size="sm"
          variant="subtle"
          color="gray"
          {...arrow(-1, first)}
          aria-label={m.list_column_earlier({ column: column.name })}
        >
          <IconArrowUp size={14} aria-hidden />
        </ActionIcon>
        <ActionIcon
          size="sm"
          variant="subtle"
          color="gray"
          {...arrow(1, last)}
          aria-label={m.list_column_later({ column: column.name })}
        >
          <IconArrowDown size={14} aria-hidden />
        </ActionIcon>
      </span>
    </li>
  );
}
