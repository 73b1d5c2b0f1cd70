/** The subject, changed where it stands; two people who change it at once do not overwrite each other. */
import { ActionIcon, TextInput } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { m } from "#/paraglide/messages.js";
import { UserText } from "#/ui/UserText";
import { Conflict } from "../Conflict";
import { useOpen } from "../open";
import { useTextEdit } from "../useTextEdit";
import styles from "./Header.module.css";

export function Subject({ as }: { as: "h1" | "h2" }) {
  const { ticket, may } = useOpen();
  const [editing, setEditing] = useState(false);
  const edit = useTextEdit("subject", m.ticket_saved_subject(), () => setEditing(false));
  const begin = () => {
    edit.begin();
    setEditing(true);
  };
  if (!editing)
    return (
      <div className={styles.subject}>
        <UserText as={as}>{ticket.subject}</UserText>
        {may("tickets.change") && (
          <ActionIcon
            className={styles.edit}
            variant="subtle"
            color="gray"
            onClick={begin}
            aria-label={m.ticket_edit_subject()}
          >
            <IconPencil size={16} />
          </ActionIcon>
        )}
      </div>
    );
  return (
    <div className={styles.subject}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void edit.save();
        }}
      >
        <TextInput
          value={edit.text}
          onChange={(event) => edit.type(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") setEditing(false);
          }}
          onBlur={() => edit.conflict === undefined && void edit.save()}
          error={edit.error}
          aria-label={m.common_subject()}
          dir="auto"
          autoFocus
          maxLength={500}
        />
        {edit.conflict && <Conflict theirs={edit.conflict.theirs} mine={edit.text} onSettle={edit.settle} />}
      </form>
    </div>
  );
}
