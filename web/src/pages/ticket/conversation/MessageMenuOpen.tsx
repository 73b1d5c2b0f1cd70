/** What can be done with a message: answer, edit, take its words away, make a ticket of it. */
import { ActionIcon, Menu } from "@mantine/core";
import { IconArrowBackUp, IconArrowsSplit2, IconDots, IconEraser, IconLink, IconPencil } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { Suspense, useState } from "react";
import { useMe } from "#/api/me";
import { splitMessage } from "#/api/ticketChanges";
import type { Message } from "#/api/tickets";
import { lazily } from "#/app/patient";
import { m } from "#/paraglide/messages.js";
import { done } from "#/ui/toast";
import { useOpensAtOnce } from "#/ui/useOpensAtOnce";
import { useOpen } from "../open";
import { doAndSay } from "../save";
import { placeOf } from "./lead";
import styles from "./Message.module.css";

const RedactDialog = lazily(() => import("./RedactDialog"));

export type Props = { message: Message; onReply: (message: Message) => void; onEdit: () => void };

export function MessageMenuOpen({ message, onReply, onEdit }: Props) {
  const { ticket, may } = useOpen();
  const me = useMe();
  const navigate = useNavigate();
  const { button, opened, setOpened } = useOpensAtOnce();
  const [redacting, setRedacting] = useState(false);
  const gone = message.redacted !== null;
  const own = message.author.id === me.id && may(message.visibility === "public" ? "messages.reply" : "messages.note");
  const mine = (own || may("messages.moderate")) && !gone;
  const split = () =>
    doAndSay(async () => {
      const made = await splitMessage(message.ticket_id, message.id);
      await navigate({ to: "/tickets/$ticket", params: { ticket: String(made.number) } });
    }, m.ticket_split_done());
  const copy = async () => {
    await navigator.clipboard.writeText(`${location.origin}/tickets/${ticket.number}#${placeOf(message.id)}`);
    done(m.ticket_link_copied());
  };
  return (
    <>
      <Menu position="bottom-end" opened={opened} onChange={setOpened} returnFocus>
        <Menu.Target>
          <ActionIcon
            ref={button}
            variant="subtle"
            color="gray"
            size="sm"
            className={styles.more}
            aria-label={m.ticket_message_actions()}
          >
            <IconDots size={15} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {(may("messages.reply") || may("messages.note")) && !gone && (
            <Menu.Item
              leftSection={<IconArrowBackUp size={16} className="mirrored" />}
              onClick={() => onReply(message)}
            >
              {m.ticket_reply_to()}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconLink size={16} />} onClick={() => void copy()}>
            {m.ticket_copy_link()}
          </Menu.Item>
          {mine && (
            <Menu.Item leftSection={<IconPencil size={16} />} onClick={onEdit}>
              {m.common_edit()}
            </Menu.Item>
          )}
          {may("tickets.create") && !gone && (
            <Menu.Item leftSection={<IconArrowsSplit2 size={16} />} onClick={() => void split()}>
              {m.ticket_split()}
            </Menu.Item>
          )}
          {mine && (
            <Menu.Item c="var(--danger)" leftSection={<IconEraser size={16} />} onClick={() => setRedacting(true)}>
              {m.ticket_redact()}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Suspense>{redacting && <RedactDialog message={message} onClose={() => setRedacting(false)} />}</Suspense>
    </>
  );
}
