/** The bar at the top: where one is, searching, a new ticket, news, and oneself. */
import { ActionIcon, Button, Kbd } from "@mantine/core";
import { IconMenu2, IconPlus, IconSearch } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMay } from "#/api/me";
import { Bell } from "#/app/Bell";
import { Me } from "#/app/Me";
import { m } from "#/paraglide/messages.js";
import styles from "./Bar.module.css";

type Props = { onSearch: () => void; onNavigation: () => void; onHelp: () => void };

export function Bar({ onSearch, onNavigation, onHelp }: Props) {
  const may = useMay();
  return (
    <header className={styles.bar}>
      <ActionIcon
        className={styles.menu}
        variant="subtle"
        color="gray"
        onClick={onNavigation}
        aria-label={m.shell_navigation()}
      >
        <IconMenu2 size={20} />
      </ActionIcon>
      <Link to="/" className={styles.product}>
        Docket
      </Link>
      <button type="button" className={styles.search} onClick={onSearch}>
        <IconSearch size={16} aria-hidden />
        <span className="truncate">{m.shell_search()}</span>
        <Kbd className={styles.kbd} size="xs">
          Ctrl K
        </Kbd>
      </button>
      <div className={styles.end}>
        {may("tickets.create") && (
          <Button
            component={Link}
            to="/new"
            className={styles.create}
            title={m.shell_new_ticket()}
            leftSection={<IconPlus size={16} aria-hidden />}
          >
            {m.shell_new_ticket()}
          </Button>
        )}
        <Bell />
        <Me onHelp={onHelp} />
      </div>
    </header>
  );
}
