/** On a phone: the four things one does most, within the thumb's reach. */
import { IconMenu2, IconPlus, IconSearch, IconTicket } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMay } from "#/api/me";
import { m } from "#/paraglide/messages.js";
import styles from "./BottomBar.module.css";

type Props = { onSearch: () => void; onNavigation: () => void };

export function BottomBar({ onSearch, onNavigation }: Props) {
  const may = useMay();
  return (
    <nav className={styles.bottom} aria-label={m.shell_bottom()}>
      <Link to="/tickets" search={{ view: "mine" }} className={styles.item}>
        <IconTicket size={20} aria-hidden />
        {m.shell_tickets()}
      </Link>
      <button type="button" className={styles.item} onClick={onSearch}>
        <IconSearch size={20} aria-hidden />
        {m.shell_search_short()}
      </button>
      {may("tickets.create") && (
        <Link to="/new" className={styles.item}>
          <IconPlus size={20} aria-hidden />
          {m.shell_new_short()}
        </Link>
      )}
      <button type="button" className={styles.item} onClick={onNavigation}>
        <IconMenu2 size={20} aria-hidden />
        {m.shell_more()}
      </button>
    </nav>
  );
}
