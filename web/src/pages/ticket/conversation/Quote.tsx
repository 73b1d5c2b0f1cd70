/** The message that another one answers, in short; leads there. */
import { IconArrowBackUp } from "@tabler/icons-react";
import type { Message } from "#/api/tickets";
import { m } from "#/paraglide/messages.js";
import { UserText } from "#/ui/UserText";
import styles from "./Message.module.css";

const SHOWN = 140;

export function Quote({ id, message }: { id: string; message: Message | undefined }) {
  const lead = () => {
    const there = document.getElementById(`message-${id}`);
    there?.scrollIntoView({ block: "center" });
    there?.animate([{ outline: "2px solid var(--accent)" }, { outline: "2px solid transparent" }], 1200);
  };
  const said = message?.body?.slice(0, SHOWN);
  return (
    <button type="button" className={styles.quote} onClick={lead}>
      <IconArrowBackUp size={14} className="mirrored" aria-label={m.ticket_in_reply()} />
      <UserText className="truncate">{said ?? m.ticket_earlier_message()}</UserText>
    </button>
  );
}
