/** Files that go with the message: those that are there, those on their way, those that failed. */
import { ActionIcon } from "@mantine/core";
import { IconPaperclip, IconRefresh, IconX } from "@tabler/icons-react";
import { bytes, percent } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { UserText } from "#/ui/UserText";
import styles from "./Composer.module.css";
import type { DraftFile } from "./draft";
import type { Uploads } from "./useUploads";

type Props = { files: DraftFile[]; uploads: Uploads; onRemove: (id: string) => void };

export function FileChips({ files, uploads, onRemove }: Props) {
  if (files.length + uploads.current.length === 0) return null;
  return (
    <ul className={styles.files}>
      {files.map((file) => (
        <li key={file.id} className={styles.chip}>
          <IconPaperclip size={14} aria-hidden />
          <UserText className="truncate">{file.name}</UserText>
          <span>{bytes(file.bytes)}</span>
          <Remove name={file.name} onClick={() => onRemove(file.id)} />
        </li>
      ))}
      {uploads.current.map((one) => (
        <li key={one.key} className={styles.chip} data-failed={one.problem ? true : undefined}>
          <UserText className="truncate">{one.file.name}</UserText>
          {one.problem ? (
            <>
              <span role="alert">{one.problem}</span>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="xs"
                onClick={() => uploads.retry(one)}
                aria-label={m.common_try_again()}
              >
                <IconRefresh size={13} />
              </ActionIcon>
            </>
          ) : (
            <>
              <progress value={one.sent} max={1} aria-label={m.ticket_uploading({ name: one.file.name })} />
              <span>{percent(one.sent)}</span>
            </>
          )}
          <Remove name={one.file.name} onClick={() => uploads.cancel(one)} />
        </li>
      ))}
    </ul>
  );
}

function Remove({ name, onClick }: { name: string; onClick: () => void }) {
  return (
    <ActionIcon variant="subtle" color="gray" size="xs" onClick={onClick} aria-label={m.ticket_remove_file({ name })}>
      <IconX size={13} />
    </ActionIcon>
  );
}
