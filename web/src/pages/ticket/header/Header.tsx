/** The head of a ticket: subject, number, how it stands, how long there is, who takes it. */
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArrowLeft, IconX } from "@tabler/icons-react";
import { m } from "#/paraglide/messages.js";
import { ActionsMenu } from "../actions/ActionsMenu";
import { AssignToMe } from "./AssignToMe";
import styles from "./Header.module.css";
import { PriorityMenu } from "./PriorityMenu";
import { Reference } from "./Reference";
import { SlaClocks } from "./SlaClocks";
import { StatusMenu } from "./StatusMenu";
import { Subject } from "./Subject";

type Props = { onClose: () => void; whole: boolean };

export function Header({ onClose, whole }: Props) {
  const leave = whole ? m.common_back() : m.common_close();
  return (
    <header className={styles.header}>
      <div className={styles.first}>
        <Tooltip label={leave}>
          <ActionIcon
            variant="subtle"
            color="gray"
            onClick={onClose}
            aria-label={leave}
            className={whole ? "mirrored" : styles.close}
          >
            {whole ? <IconArrowLeft size={18} /> : <IconX size={18} />}
          </ActionIcon>
        </Tooltip>
        <Subject as={whole ? "h1" : "h2"} />
        <ActionsMenu onGone={onClose} />
      </div>
      <div className={styles.second}>
        <Reference />
        <StatusMenu />
        <PriorityMenu />
        <SlaClocks />
        <AssignToMe />
      </div>
    </header>
  );
}
