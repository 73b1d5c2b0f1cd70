/** What the new ticket is about, and for whom. */
import { Button, Textarea, TextInput } from "@mantine/core";
import { IconPaperclip } from "@tabler/icons-react";
import { useRef } from "react";
import { FileChips } from "#/pages/ticket/composer/FileChips";
import type { Uploads } from "#/pages/ticket/composer/useUploads";
import { m } from "#/paraglide/messages.js";
import type { NewDraft } from "./draft";
import styles from "./New.module.css";
import { RequesterInput } from "./RequesterInput";

type Props = {
  draft: NewDraft;
  change: (part: Partial<NewDraft>) => void;
  errors: Record<string, string>;
  uploads: Uploads;
};

export function Words({ draft, change, errors, uploads }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className={styles.words}>
      <RequesterInput value={draft.requester} onChange={(requester) => change({ requester })} errors={errors} />
      <TextInput
        label={m.common_subject()}
        value={draft.subject}
        onChange={(event) => change({ subject: event.currentTarget.value })}
        error={errors.subject}
        required
        autoFocus
        dir={draft.subject === "" ? undefined : "auto"}
        maxLength={500}
      />
      <Textarea
        label={m.ticket_description()}
        value={draft.description}
        onChange={(event) => change({ description: event.currentTarget.value })}
        error={errors.description}
        autosize
        minRows={8}
        maxRows={24}
        dir={draft.description === "" ? undefined : "auto"}
      />
      <FileChips
        files={draft.files}
        uploads={uploads}
        onRemove={(id) => change({ files: draft.files.filter((file) => file.id !== id) })}
      />
      <div>
        <Button
          variant="default"
          leftSection={<IconPaperclip size={15} aria-hidden />}
          onClick={() => input.current?.click()}
        >
          {m.ticket_attach()}
        </Button>
        <span className={styles.hint}>{m.ticket_new_files_hint()}</span>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label={m.ticket_attach()}
          onChange={(event) => uploads.add([...(event.currentTarget.files ?? [])])}
        />
      </div>
    </div>
  );
}
