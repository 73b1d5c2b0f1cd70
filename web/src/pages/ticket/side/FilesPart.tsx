/** All files of the ticket, its own and those of its messages. */
import { ActionIcon, Button } from "@mantine/core";
import { IconPaperclip, IconX } from "@tabler/icons-react";
import { useRef } from "react";
import { addFiles, removeFile } from "#/api/ticketChanges";
import { useFiles } from "#/api/tickets";
import { m } from "#/paraglide/messages.js";
import { FileChips } from "../composer/FileChips";
import { useUploads } from "../composer/useUploads";
import { Attachments } from "../conversation/Attachments";
import { useOpen } from "../open";
import { doAndSay } from "../save";
import { Part } from "./Part";
import styles from "./Side.module.css";

export function FilesPart() {
  const { ticket, may } = useOpen();
  const files = useFiles(ticket.id) ?? [];
  const input = useRef<HTMLInputElement>(null);
  const uploads = useUploads(
    (file) =>
      void doAndSay(
        () => addFiles(ticket.id, [file.id]),
        m.ticket_file_added({ name: file.name }),
        () => removeFile(ticket.id, file.id),
      ),
  );
  const usable = may("tickets.change");
  return (
    <Part title={m.ticket_files()}>
      <ul className={styles.people}>
        {files.map((file) => (
          <li key={file.id}>
            <Attachments files={[file]} />
            {usable && file.message_id === null && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                onClick={() =>
                  void doAndSay(
                    () => removeFile(ticket.id, file.id),
                    m.ticket_file_removed({ name: file.name }),
                    () => addFiles(ticket.id, [file.id]),
                  )
                }
                aria-label={m.ticket_remove_file({ name: file.name })}
              >
                <IconX size={14} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      <FileChips files={[]} uploads={uploads} onRemove={() => undefined} />
      {usable && (
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconPaperclip size={14} aria-hidden />}
          onClick={() => input.current?.click()}
        >
          {m.ticket_attach()}
        </Button>
      )}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={m.ticket_attach()}
        onChange={(event) => uploads.add([...(event.currentTarget.files ?? [])])}
      />
    </Part>
  );
}
