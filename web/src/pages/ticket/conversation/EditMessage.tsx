/** Changing what a message says, where it stands. */
import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { editMessage } from "#/api/messages";
import type { Message } from "#/api/tickets";
import { m } from "#/paraglide/messages.js";
import { GrowingText } from "../composer/GrowingText";
import styles from "./Message.module.css";

export function EditMessage({ message, onDone }: { message: Message; onDone: () => void }) {
  const [text, setText] = useState(message.body ?? "");
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      await editMessage(message.ticket_id, message.id, text);
      onDone();
    } catch (problem) {
      setError(problem instanceof Error ? problem.message : String(problem));
      setBusy(false);
    }
  };
  return (
    <div className={styles.edit}>
      <GrowingText value={text} onChange={setText} onSend={() => void save()} label={m.ticket_edit_message()} focus />
      {error && (
        <p className={styles.problem} role="alert">
          {error}
        </p>
      )}
      <Group gap="xs">
        <Button onClick={() => void save()} loading={busy}>
          {m.common_save()}
        </Button>
        <Button variant="default" onClick={onDone}>
          {m.common_cancel()}
        </Button>
      </Group>
    </div>
  );
}
