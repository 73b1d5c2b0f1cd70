/** Asks once, when words are about to reach others than those for whom they were written. */
import { Button } from "@mantine/core";
import { m } from "#/paraglide/messages.js";
import styles from "./Composer.module.css";
import type { DraftText, Visibility } from "./draft";

type Props = { draft: DraftText; onSend: () => void; onSwitch: (visibility: Visibility) => void };

export function WrongAudience({ draft, onSend, onSwitch }: Props) {
  const toCustomer = draft.visibility === "public";
  return (
    <div className={styles.guard} role="alert">
      <p>{toCustomer ? m.ticket_guard_public() : m.ticket_guard_internal()}</p>
      <Button color={toCustomer ? "red" : "teal"} onClick={onSend} autoFocus={!toCustomer}>
        {toCustomer ? m.ticket_guard_send_public() : m.ticket_guard_send_internal()}
      </Button>
      <Button variant="default" onClick={() => onSwitch(toCustomer ? "internal" : "public")} autoFocus={toCustomer}>
        {toCustomer ? m.ticket_guard_to_note() : m.ticket_guard_to_reply()}
      </Button>
    </div>
  );
}
