/** The way to what can be done with a message; the menu itself is made when somebody asks, since there are many messages. */
import { ActionIcon } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useState } from "react";
import { m } from "#/paraglide/messages.js";
import styles from "./Message.module.css";
import { MessageMenuOpen, type Props } from "./MessageMenuOpen";

export function MessageMenu(props: Props) {
  const [asked, setAsked] = useState(false);
  if (asked) return <MessageMenuOpen {...props} />;
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="sm"
      className={styles.more}
      onClick={() => setAsked(true)}
      aria-haspopup="menu"
      aria-label={m.ticket_message_actions()}
    >
      <IconDots size={15} />
    </ActionIcon>
  );
}
