/** The message that another one answers, in short; leads there. */
import { IconArrowBackUp } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import type { Message } from "#/api/tickets";
import { m } from "#/paraglide/messages.js";
import { UserText } from "#/ui/UserText";
import { lead, placeOf } from "./lead";
import styles from "./Message.module.css";

const SHOWN = 140;

export function Quote({ id, message }: { id: string; message: Message | undefined }) {
  const navigate = useNavigate();
  const go = () => {
    // what was not read yet is read on the way there
    if (!lead(id))
      void navigate({ to: ".", hash: placeOf(id), replace: true, search: (search: object) => search as never });
  };
  const said = message?.body?.slice(0, SHOWN);
  return (
    <button type="button" className={styles.quote} onClick={go}>
      <IconArrowBackUp size={14} className="mirrored" aria-label={m.ticket_in_reply()} />
      <UserText className="truncate">{said ?? m.ticket_earlier_message()}</UserText>
    </button>
  );
}
