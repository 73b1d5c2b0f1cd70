/** What the ticket was opened with; people with permission change it where it stands. */
import { ActionIcon, Button, Group } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { m } from "#/paraglide/messages.js";
import { Moment } from "#/ui/Moment";
import { UserText } from "#/ui/UserText";
import { Conflict } from "../Conflict";
import { GrowingText } from "../composer/GrowingText";
import { useOpen } from "../open";
import { useTextEdit } from "../useTextEdit";
import styles from "./Message.module.css";

export function Description() {
  const { ticket, may } = useOpen();
  const [editing, setEditing] = useState(false);
  const edit = useTextEdit("description", m.ticket_saved_description(), () => setEditing(false));
  const begin = () => {
    edit.begin();
    setEditing(true);
  };
  const requester = ticket.requester?.name ?? ticket.requester?.email;
  return (
    <section className={styles.description} aria-label={m.ticket_description()}>
      <div className={styles.head}>
        {requester && <UserText className={styles.author}>{requester}</UserText>}
        <span>{m.ticket_opened()}</span>
        <Moment at={ticket.created_at} />
        {may("tickets.change") && !editing && (
          <ActionIcon
            className={styles.more}
            variant="subtle"
            color="gray"
            size="sm"
            onClick={begin}
            aria-label={m.ticket_edit_description()}
          >
            <IconPencil size={15} />
          </ActionIcon>
        )}
      </div>
      {!editing && ticket.description !== "" && (
        <UserText as="div" className={styles.plain}>
          {ticket.description}
        </UserText>
      )}
      {editing && (
        <div className={styles.edit}>
          <GrowingText
            value={edit.text}
            onChange={edit.type}
            onSend={() => void edit.save()}
            label={m.ticket_description()}
            focus
          />
          {edit.error && (
            <p className={styles.problem} role="alert">
              {edit.error}
            </p>
          )}
          {edit.conflict && <Conflict theirs={edit.conflict.theirs} mine={edit.text} onSettle={edit.settle} />}
          <Group gap="xs">
            <Button onClick={() => void edit.save()}>{m.common_save()}</Button>
            <Button variant="default" onClick={() => setEditing(false)}>
              {m.common_cancel()}
            </Button>
          </Group>
        </div>
      )}
    </section>
  );
}
