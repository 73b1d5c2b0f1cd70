/** Tickets that came in since: they wait here until one asks for them, so that nothing moves under the pointer. */
import { IconArrowUp } from "@tabler/icons-react";
import { number } from "#/i18n/format";
import { useListPage } from "#/pages/list/useListPage";
import { m } from "#/paraglide/messages.js";
import styles from "./head.module.css";

export function FreshRows() {
  const { rows } = useListPage();
  const count = rows.fresh.size;
  const show = () => {
    rows.scroll = 0;
    void rows.refresh();
  };
  return (
    <div role="status" className={styles.fresh}>
      {count > 0 && (
        <button type="button" onClick={show} className={styles.freshButton}>
          <IconArrowUp size={14} aria-hidden />
          {m.list_fresh({ count, shown: number(count) })}
        </button>
      )}
    </div>
  );
}
