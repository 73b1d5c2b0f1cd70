/** What else can be done with a ticket. */
import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import {
  IconAlarmSnooze,
  IconArrowMerge,
  IconCopyPlus,
  IconDots,
  IconEye,
  IconEyeOff,
  IconLink,
  IconSun,
  IconTrash,
} from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { Suspense, useState } from "react";
import { useMe } from "#/api/me";
import { cloneTicket, deleteTicket, restoreTicket, unwatch, wake, watch } from "#/api/ticketChanges";
import { lazily } from "#/app/patient";
import { m } from "#/paraglide/messages.js";
import { done } from "#/ui/toast";
import { useOpen } from "../open";
import { doAndSay } from "../save";

const MergeDialog = lazily(() => import("./MergeDialog"));
const SnoozeDialog = lazily(() => import("./SnoozeDialog"));

export function ActionsMenu({ onGone }: { onGone: () => void }) {
  const { ticket, may } = useOpen();
  const me = useMe();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<"merge" | "snooze">();
  const { id } = ticket;
  const watches = ticket.watchers.some((watcher) => watcher.id === me.id);
  const isMember = me.kind === "member";
  const change = may("tickets.change");
  const copy = async () => {
    await navigator.clipboard.writeText(`${location.origin}/tickets/${ticket.number}`);
    done(m.ticket_link_copied());
  };
  const clone = () =>
    doAndSay(async () => {
      const made = await cloneTicket(id);
      await navigate({ to: "/tickets/$ticket", params: { ticket: String(made.number) } });
    }, m.ticket_cloned());
  const remove = () =>
    doAndSay(
      async () => {
        await deleteTicket(id);
        onGone();
      },
      m.ticket_deleted_said({ reference: ticket.reference }),
      () => restoreTicket(id),
    );
  const toggle = () =>
    watches
      ? doAndSay(
          () => unwatch(id),
          m.ticket_unwatched(),
          () => watch(id),
        )
      : doAndSay(
          () => watch(id),
          m.ticket_watched(),
          () => unwatch(id),
        );
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Tooltip label={m.ticket_actions()}>
            <ActionIcon variant="subtle" color="gray" aria-label={m.ticket_actions()}>
              <IconDots size={18} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconLink size={16} />} onClick={() => void copy()}>
            {m.ticket_copy_link()}
          </Menu.Item>
          {isMember && change && (
            <Menu.Item leftSection={watches ? <IconEyeOff size={16} /> : <IconEye size={16} />} onClick={toggle}>
              {watches ? m.ticket_unwatch() : m.ticket_watch()}
            </Menu.Item>
          )}
          {change && (
            <Menu.Item leftSection={<IconAlarmSnooze size={16} />} onClick={() => setDialog("snooze")}>
              {m.ticket_snooze()}
            </Menu.Item>
          )}
          {change && ticket.snoozed_until && (
            <Menu.Item
              leftSection={<IconSun size={16} />}
              onClick={() => void doAndSay(() => wake(id), m.ticket_woken())}
            >
              {m.ticket_wake()}
            </Menu.Item>
          )}
          {may("tickets.create") && (
            <Menu.Item leftSection={<IconCopyPlus size={16} />} onClick={() => void clone()}>
              {m.ticket_clone()}
            </Menu.Item>
          )}
          {may("tickets.merge") && (
            <Menu.Item leftSection={<IconArrowMerge size={16} />} onClick={() => setDialog("merge")}>
              {m.ticket_merge()}
            </Menu.Item>
          )}
          {may("tickets.delete") && (
            <Menu.Item c="var(--danger)" leftSection={<IconTrash size={16} />} onClick={() => void remove()}>
              {m.common_delete()}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {dialog === "merge" && <MergeDialog onClose={() => setDialog(undefined)} />}
        {dialog === "snooze" && <SnoozeDialog onClose={() => setDialog(undefined)} />}
      </Suspense>
    </>
  );
}
