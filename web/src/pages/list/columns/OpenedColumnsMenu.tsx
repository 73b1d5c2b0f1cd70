/** Chooses which columns the list shows, and their order. */
import { ActionIcon, Button, Checkbox, NativeSelect, Popover } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import type { MouseEvent } from "react";
import { ColumnsButton } from "#/pages/list/columns/ColumnsMenu";
import type { Column } from "#/pages/list/columns/columns";
import { moved, toggled } from "#/pages/list/columns/order";
import { GROUPS, type GroupBy } from "#/pages/list/data/groups";
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
        <GroupBySelect />
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

const GROUP_NAMES: Record<GroupBy, () => string> = {
  status: m.common_status,
  priority: m.common_priority,
  department: m.common_department,
  assignee: m.common_assignees,
};

/** As the view has it, until one chooses. */
function GroupBySelect() {
  const { grouping, view, change, isPast } = useListPage();
  const options = GROUPS.map((by) => ({ value: by, label: GROUP_NAMES[by]() }));
  const choose = (group: string) => change({ group: group === (view?.group_by ?? "none") ? undefined : group }, true);
  return (
    <NativeSelect
      size="xs"
      mb={8}
      label={m.list_group_by()}
      disabled={isPast}
      value={grouping.by ?? "none"}
      data={[{ value: "none", label: m.list_group_not() }, ...options]}
      onChange={(event) => choose(event.currentTarget.value)}
    />
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
