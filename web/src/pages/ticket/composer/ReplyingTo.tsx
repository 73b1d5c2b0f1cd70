/** Which message is answered. */
import { ActionIcon } from "@mantine/core";
import { IconArrowBackUp, IconX } from "@tabler/icons-react";
import { useMessages } from "#/api/tickets";
import { m } from "#/paraglide/messages.js";
import { UserText } from "#/ui/UserText";
import styles from "./Composer.module.css";
import type { ComposerState } from "./useComposer";

const SHOWN = 140;

export function ReplyingTo({ composer }: { composer: ComposerState }) {
  const { messages } = useMessages(composer.ticket);
  const { replyTo } = composer.draft;
  if (!replyTo) return null;
  const said = messages?.find((message) => message.id === replyTo)?.body?.slice(0, SHOWN);
  return (
    <div className={styles.quote}>
      <IconArrowBackUp size={14} className="mirrored" aria-label={m.ticket_in_reply()} />
      <UserText as="span" className="truncate">
        {said ?? m.ticket_earlier_message()}
      </UserText>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        onClick={() => composer.change((now) => ({ ...now, replyTo: undefined }))}
        aria-label={m.ticket_no_reply_to()}
      >
        <IconX size={14} />
      </ActionIcon>
    </div>
  );
}
