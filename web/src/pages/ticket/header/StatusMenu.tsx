/** The status, and which it can be next; those it cannot be say why. */
import { Menu } from "@mantine/core";
import { IconCheck, IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import { useCatalog, useNameOf } from "#/api/catalog";
import { useMe } from "#/api/me";
import { useKeys } from "#/keyboard/keys";
import { m } from "#/paraglide/messages.js";
import { StatusLabel } from "#/ui/StatusLabel";
import { useOpen } from "../open";
import { useSave } from "../save";
import { type NextStatus, nextStatuses } from "../statuses";
import styles from "./Header.module.css";

export function StatusMenu() {
  const { ticket, may } = useOpen();
  const [opened, setOpened] = useState(false);
  const statuses = useCatalog("statuses") ?? [];
  const { roles } = useMe();
  const nameOf = useNameOf();
  const { save } = useSave("toast");
  const usable = may("tickets.change");
  useKeys(usable ? { s: { what: m.ticket_key_status, run: () => setOpened(true) } } : {});
  const choose = ({ status }: NextStatus) => {
    if (status.key !== ticket.status)
      void save({ status: status.key }, m.ticket_saved_status({ name: nameOf(status) }));
  };
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-start" disabled={!usable}>
      <Menu.Target>
        <button type="button" className={styles.chip} disabled={!usable}>
          <span className="sr-only">{m.common_status()}</span>
          <StatusLabel of={ticket.status} />
          {usable && <IconChevronDown size={14} aria-hidden />}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {nextStatuses(statuses, ticket.status, roles).map((next) => (
          <Menu.Item
            key={next.status.key}
            disabled={next.refusal !== undefined}
            onClick={() => choose(next)}
            rightSection={next.status.key === ticket.status ? <IconCheck size={14} aria-hidden /> : undefined}
          >
            <StatusLabel of={next.status.key} />
            {next.refusal && <Why next={next} />}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Why({ next }: { next: NextStatus }) {
  const why = next.refusal === "not-role" ? m.list_move_not_role() : m.ticket_status_not_next();
  return <span className={styles.why}>{why}</span>;
}
