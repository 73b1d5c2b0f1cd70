/** The priority, changed with a click. */
import { Menu } from "@mantine/core";
import { IconCheck, IconChevronDown } from "@tabler/icons-react";
import { useCatalog, useNameOf } from "#/api/catalog";
import { m } from "#/paraglide/messages.js";
import { StatusLabel } from "#/ui/StatusLabel";
import { useOpen } from "../open";
import { useSave } from "../save";
import styles from "./Header.module.css";

export function PriorityMenu() {
  const { ticket, may } = useOpen();
  const priorities = useCatalog("priorities") ?? [];
  const nameOf = useNameOf();
  const { save } = useSave("toast");
  const usable = may("tickets.change");
  const shown = priorities.filter((priority) => !priority.retired || priority.key === ticket.priority);
  return (
    <Menu position="bottom-start" disabled={!usable}>
      <Menu.Target>
        <button type="button" className={styles.chip} disabled={!usable}>
          <span className="sr-only">{m.common_priority()}</span>
          <StatusLabel of={ticket.priority} kind="priorities" />
          {usable && <IconChevronDown size={14} aria-hidden />}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {shown.map((priority) => (
          <Menu.Item
            key={priority.key}
            onClick={() =>
              priority.key !== ticket.priority &&
              void save({ priority: priority.key }, m.ticket_saved_priority({ name: nameOf(priority) }))
            }
            rightSection={priority.key === ticket.priority ? <IconCheck size={14} aria-hidden /> : undefined}
          >
            <StatusLabel of={priority.key} kind="priorities" />
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
