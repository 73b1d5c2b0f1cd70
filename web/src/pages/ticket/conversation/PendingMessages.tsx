/** Messages on their way, and those that did not get through: the words are kept, and can be sent again. */
import { Button, Group } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useMe } from "#/api/me";
import { m } from "#/paraglide/messages.js";
import { UserText } from "#/ui/UserText";
import type { Unsent } from "../composer/outbox";
import list from "./Conversation.module.css";
import styles from "./Message.module.css";

type Props = { outbox: Unsent[]; onRetry: (key: string) => void; onBack: (key: string) => void };

export function PendingMessages({ outbox, onRetry, onBack }: Props) {
  const me = useMe();
  if (outbox.length === 0) return null;
  return (
    <ol className={list.list}>
      {outbox.map((unsent) => (
        <li
          key={unsent.key}
          className={styles.message}
          data-side="staff"
          data-visibility={unsent.draft.visibility}
          data-state={unsent.problem ? "failed" : "sending"}
        >
          <div className={styles.head}>
            {unsent.draft.visibility === "internal" && (
              <span className={styles.internal}>
                <IconLock size={13} aria-hidden />
                {m.ticket_team_only()}
              </span>
            )}
            <UserText className={styles.author}>{me.name}</UserText>
            <span role="status">{unsent.problem ? m.ticket_not_sent() : m.ticket_sending()}</span>
          </div>
          <div className={styles.body}>
            <UserText as="div" className={styles.plain}>
              {unsent.draft.body}
            </UserText>
            {unsent.problem && (
              <>
                <p className={styles.problem} role="alert">
                  {unsent.problem}
                </p>
                <Group gap="xs">
                  <Button onClick={() => onRetry(unsent.key)}>{m.common_try_again()}</Button>
                  <Button variant="default" onClick={() => onBack(unsent.key)}>
                    {m.ticket_back_to_composer()}
                  </Button>
                </Group>
              </>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
