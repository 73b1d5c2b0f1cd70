/** Somebody else changed the same thing meanwhile: both are shown, and one is chosen. */
import { Button } from "@mantine/core";
import { m } from "#/paraglide/messages.js";
import { UserText } from "#/ui/UserText";
import styles from "./Conflict.module.css";
import { useLastChange } from "./useLastChange";

type Props = { theirs: string; mine: string; of?: string; onSettle: (mine: boolean) => void };

export function Conflict({ theirs, mine, of, onSettle }: Props) {
  const who = useLastChange();
  return (
    <div className={styles.conflict} role="alert">
      {of && <UserText as="strong">{of}</UserText>}
      <p>{who ? m.ticket_conflict_by({ name: who }) : m.ticket_conflict()}</p>
      <UserText as="blockquote" className={styles.text}>
        {theirs}
      </UserText>
      <p>{m.ticket_conflict_mine()}</p>
      <UserText as="blockquote" className={styles.text}>
        {mine}
      </UserText>
      <div className={styles.buttons}>
        <Button onClick={() => onSettle(true)}>{m.ticket_conflict_keep_mine()}</Button>
        <Button variant="default" onClick={() => onSettle(false)}>
          {m.ticket_conflict_take_theirs()}
        </Button>
      </div>
    </div>
  );
}
