/** A picture as large as the screen, and the next one by arrow. */
import { ActionIcon, Button, Group } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconDownload } from "@tabler/icons-react";
import { useKeys } from "#/keyboard/keys";
import { m } from "#/paraglide/messages.js";
import { Dialog } from "#/ui/Dialog";
import { UserText } from "#/ui/UserText";
import { contentOf, type FileShown } from "./Attachments";

type Props = { files: FileShown[]; file: FileShown; onFile: (file: FileShown) => void; onClose: () => void };

export default function Lightbox({ files, file, onFile, onClose }: Props) {
  const at = files.findIndex((other) => other.id === file.id);
  const go = (step: number) => {
    const next = files[at + step];
    if (next) onFile(next);
  };
  useKeys({
    forward: { what: m.ticket_next_image, run: () => go(1), always: true },
    back: { what: m.ticket_previous_image, run: () => go(-1), always: true },
  });
  return (
    <Dialog opened onClose={onClose} size="auto" title={<UserText>{file.name}</UserText>}>
      <img
        src={contentOf(file.id)}
        alt={file.name}
        style={{ display: "block", marginInline: "auto", maxBlockSize: "75vh", maxInlineSize: "100%" }}
      />
      <Group justify="space-between" mt="sm">
        <ActionIcon variant="default" disabled={at <= 0} onClick={() => go(-1)} aria-label={m.ticket_previous_image()}>
          <IconChevronLeft size={18} className="mirrored" />
        </ActionIcon>
        <Button
          component="a"
          variant="default"
          href={contentOf(file.id)}
          download={file.name}
          leftSection={<IconDownload size={14} aria-hidden />}
        >
          {m.ticket_download()}
        </Button>
        <ActionIcon
          variant="default"
          disabled={at >= files.length - 1}
          onClick={() => go(1)}
          aria-label={m.ticket_next_image()}
        >
          <IconChevronRight size={18} className="mirrored" />
        </ActionIcon>
      </Group>
    </Dialog>
  );
}
