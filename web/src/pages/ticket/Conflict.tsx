/** Somebody else changed the same text meanwhile: both are shown, and one is chosen. */
import { Button } from "@mantine/core";
import { m } from "#/paraglide/messages.js";
import { UserText } from "#/ui/UserText";
import styles from "./Conflict.module.css";
import { useLastChange } from "./useLastChange";
import type { TextEdit } from "./useTextEdit";

export function Conflict({ edit }: { edit: TextEdit }) {
  const who = useLastChange();
  if (!edit.conflict) return null;
  return (
    <div className={styles.conflict} role="alert">
      <p>{who ? m.ticket_conflict_by({ name: who }) : m.ticket_conflict()}</p>
      <UserText as="blockquote" className={styles.text}>
        {edit.conflict.theirs}
      </UserText>
      <p>{m.ticket_conflict_mine()}</p>
      <UserText as="blockquote" className={styles.text}>
        {edit.text}
      </UserText>
      <div className={styles.buttons}>
        <Button onClick={() => edit.settle(true)}>{m.ticket_conflict_keep_mine()}</Button>
        <Button variant="default" onClick={() => edit.settle(false)}>
          {m.ticket_conflict_take_theirs()}
        </Button>
      </div>
    </div>
  );
}
