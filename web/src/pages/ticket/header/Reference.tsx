/** The number under which people speak of the ticket; copied with a click. */

import { Tooltip } from "@mantine/core";
import { IconCopy } from "@tabler/icons-react";
import { m } from "#/paraglide/messages.js";
import { referenceOf } from "#/ui/reference";
import { done } from "#/ui/toast";
import { useOpen } from "../open";
import styles from "./Header.module.css";

export function Reference() {
  const { ticket } = useOpen();
  const shown = referenceOf(ticket);
  const copy = async () => {
    await navigator.clipboard.writeText(shown);
    done(m.ticket_copied());
  };
  return (
    <Tooltip label={m.ticket_copy_number()}>
      <button type="button" className={styles.chip} onClick={() => void copy()}>
        <bdi>{shown}</bdi>
        <IconCopy size={14} aria-label={m.ticket_copy_number()} />
      </button>
    </Tooltip>
  );
}
