/** Says that the list is shown as it was, and leads back to now. */
import { IconHistory } from "@tabler/icons-react";
import { dateTime } from "#/i18n/format";
import { useListPage } from "#/pages/list/useListPage";
import { m } from "#/paraglide/messages.js";
import styles from "./head.module.css";

export function AsOfBand() {
  const { search, change, asksLess } = useListPage();
  if (search.as_of === undefined) return null;
  const given = String(search.as_of);
  const when = /^\d+$/.test(given) ? m.list_as_of_position({ position: given }) : dateTime(given);
  return (
    <div className={styles.band} role="status">
      <IconHistory size={15} aria-hidden />
      <span>{m.list_as_of({ when })}</span>
      {asksLess && <span>{m.list_as_of_less()}</span>}
      <button type="button" onClick={() => change({ as_of: undefined })}>
        {m.list_as_of_back()}
      </button>
    </div>
  );
}
