/** What can be done with the list as a whole. */
import { ActionIcon } from "@mantine/core";
import { IconCalendar, IconLayoutKanban, IconList } from "@tabler/icons-react";
import { ColumnsMenu } from "#/pages/list/columns/ColumnsMenu";
import { MoreMenu } from "#/pages/list/head/MoreMenu";
import type { Layout } from "#/pages/list/search";
import { useListPage } from "#/pages/list/useListPage";
import { m } from "#/paraglide/messages.js";
import styles from "./head.module.css";

export function Controls({ narrow }: { narrow: boolean }) {
  const { search } = useListPage();
  const layout = search.layout ?? "list";
  return (
    <div className={styles.controls}>
      {layout === "list" && !narrow && <ColumnsMenu />}
      <Layouts />
      <MoreMenu />
    </div>
  );
}

function Layouts() {
  const { search, change } = useListPage();
  const now = search.layout ?? "list";
  const layouts: { layout: Layout; name: string; icon: typeof IconList }[] = [
    { layout: "list", name: m.list_layout_list(), icon: IconList },
    { layout: "board", name: m.list_layout_board(), icon: IconLayoutKanban },
    { layout: "calendar", name: m.list_layout_calendar(), icon: IconCalendar },
  ];
  return (
    <fieldset className={styles.layouts}>
      <legend className="sr-only">{m.list_layout()}</legend>
      {layouts.map(({ layout, name, icon: Icon }) => (
        <ActionIcon
          key={layout}
          title={name}
          variant={layout === now ? "light" : "subtle"}
          color={layout === now ? "teal" : "gray"}
          aria-label={name}
          aria-pressed={layout === now}
          onClick={() => change({ layout: layout === "list" ? undefined : layout })}
        >
          <Icon size={17} aria-hidden />
        </ActionIcon>
      ))}
    </fieldset>
  );
}
