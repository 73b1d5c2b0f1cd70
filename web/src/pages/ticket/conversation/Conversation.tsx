/** What was said, oldest first, newest at the bottom where one writes. */

import { Button } from "@mantine/core";
import { IconArrowDown } from "@tabler/icons-react";
import { Suspense, useMemo } from "react";
import { useMessages } from "#/api/tickets";
import { lazily } from "#/app/patient";
import { m } from "#/paraglide/messages.js";
import { Oops } from "#/ui/Oops";
import type { ComposerState } from "../composer/useComposer";
import { useOpen } from "../open";
import { PaneSkeleton } from "../PaneSkeleton";
import { isPosition } from "../search";
import styles from "./Conversation.module.css";
import { Description } from "./Description";
import { MessageList } from "./MessageList";
import { PendingMessages } from "./PendingMessages";
import { useAddressed } from "./useAddressed";
import { useBottom } from "./useBottom";
import { useSeen } from "./useSeen";

const Parts = lazily(() => import("./Parts"));

export function Conversation({ composer }: { composer: ComposerState }) {
  const { ticket, asOf } = useOpen();
  const { messages: all, error, hasEarlier, earlier, isReadingEarlier, retry } = useMessages(ticket.id);
  const until = asOf === undefined ? undefined : isPosition(asOf) ? ticket.updated_at : asOf;
  const messages = useMemo(
    () => (until === undefined ? all : all?.filter((message) => Date.parse(message.created_at) <= Date.parse(until))),
    [all, until],
  );
  const { box, inner, unseen, toBottom, onScroll } = useBottom(messages, composer.outbox.length);
  useAddressed({ messages, hasEarlier, isReading: isReadingEarlier, earlier });
  const seen = useSeen(ticket.id, messages);
  if (!messages) return error ? <Oops error={error} retry={retry} /> : <PaneSkeleton />;
  return (
    <div className={styles.frame}>
      <section
        className={styles.box}
        ref={box}
        onScroll={onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
        tabIndex={0}
        aria-label={m.ticket_tab_conversation()}
      >
        <div ref={inner} className={styles.inner}>
          {hasEarlier ? (
            <Button variant="subtle" loading={isReadingEarlier} onClick={() => void earlier()}>
              {m.ticket_earlier()}
            </Button>
          ) : (
            <>
              <Description />
              <Suspense>{ticket.merged_ticket_ids.length > 0 && <Parts ids={ticket.merged_ticket_ids} />}</Suspense>
            </>
          )}
          <MessageList messages={messages} until={until} seen={seen} onReply={composer.replyTo} />
          <PendingMessages outbox={composer.outbox} onRetry={composer.retry} onBack={composer.takeBack} />
          {messages.length === 0 && composer.outbox.length === 0 && (
            <p className={styles.empty}>{m.ticket_no_messages()}</p>
          )}
        </div>
      </section>
      {unseen > 0 && (
        <Button
          className={styles.pill}
          radius="xl"
          leftSection={<IconArrowDown size={14} aria-hidden />}
          onClick={toBottom}
        >
          {m.ticket_new_messages({ count: unseen })}
        </Button>
      )}
    </div>
  );
}
