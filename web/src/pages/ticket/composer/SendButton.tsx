/** Sends what was written, to whom it says; with it the ticket can get its next status. */
import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconLock, IconSend } from "@tabler/icons-react";
import { useCatalog, useNameOf } from "#/api/catalog";
import { useMe } from "#/api/me";
import { m } from "#/paraglide/messages.js";
import { StatusLabel } from "#/ui/StatusLabel";
import { useOpen } from "../open";
import { nextStatuses } from "../statuses";
import styles from "./Composer.module.css";
import { isEmpty } from "./draft";
import type { ComposerState } from "./useComposer";

type Props = { composer: ComposerState; name: string; busy: boolean; onSend: (status?: string) => void };

export function SendButton({ composer, name, busy, onSend }: Props) {
  const { ticket, may } = useOpen();
  const { roles } = useMe();
  const nameOf = useNameOf();
  const internal = composer.draft.visibility === "internal";
  const statuses = nextStatuses(useCatalog("statuses") ?? [], ticket.status, roles).filter(
    (next) => next.refusal === undefined && next.status.key !== ticket.status,
  );
  const blocked = isEmpty(composer.draft) || busy;
  const icon = internal ? <IconLock size={15} aria-hidden /> : <IconSend size={15} aria-hidden className="mirrored" />;
  return (
    <div className={styles.send}>
      <Button size="sm" leftSection={icon} disabled={blocked} onClick={() => onSend()}>
        <bdi className="truncate">{internal ? m.ticket_add_note() : m.ticket_send_to({ name })}</bdi>
      </Button>
      {may("tickets.change") && (
        <Menu position="top-end">
          <Menu.Target>
            <Button size="sm" px={6} disabled={blocked} aria-label={m.ticket_send_with_status()}>
              <IconChevronDown size={16} />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>{m.ticket_send_with_status()}</Menu.Label>
            {statuses.map(({ status }) => (
              <Menu.Item
                key={status.key}
                onClick={() => onSend(status.key)}
                aria-label={m.ticket_send_and_set({ name: nameOf(status) })}
              >
                <StatusLabel of={status.key} />
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}
