/** Who has the ticket: added, taken off, handed over. */
import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconArrowsRight, IconDots, IconUserMinus } from "@tabler/icons-react";
import { Suspense, useState } from "react";
import { useCatalog } from "#/api/catalog";
import { useMe } from "#/api/me";
import { claim } from "#/api/ticketChanges";
import { lazily } from "#/app/patient";
import { m } from "#/paraglide/messages.js";
import { UserText } from "#/ui/UserText";
import { useOpen } from "../open";
import { doAndSay, useSave } from "../save";
import { MemberPicker } from "./MemberPicker";
import { Part } from "./Part";
import styles from "./Side.module.css";

const HandOverDialog = lazily(() => import("./HandOverDialog"));

export function AssigneesPart() {
  const { ticket, may } = useOpen();
  const me = useMe();
  const members = useCatalog("members");
  const departments = useCatalog("departments");
  const { save, error } = useSave();
  const [from, setFrom] = useState<string>();
  const usable = may("tickets.assign");
  const nameOf = (id: string) => members?.find((member) => member.id === id)?.name ?? "…";
  const remove = (id: string) =>
    save(
      { assignee_ids: ticket.assignee_ids.filter((other) => other !== id) },
      m.ticket_saved_unassigned({ name: nameOf(id) }),
    );
  const add = (id: string) =>
    save({ assignee_ids: [...ticket.assignee_ids, id] }, m.ticket_saved_assigned({ name: nameOf(id) }));
  const team = departments?.find((department) => department.id === ticket.department_id)?.member_ids ?? [];
  return (
    <Part title={m.common_assignees()} error={error}>
      <ul className={styles.people}>
        {ticket.assignee_ids.map((id) => (
          <li key={id}>
            <UserText className="truncate">{nameOf(id)}</UserText>
            {usable && (
              <Menu position="bottom-end">
                <Menu.Target>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size="sm"
                    aria-label={m.ticket_assignee_actions({ name: nameOf(id) })}
                  >
                    <IconDots size={15} />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item
                    leftSection={<IconArrowsRight size={16} className="mirrored" />}
                    onClick={() => setFrom(id)}
                  >
                    {m.ticket_hand_over()}
                  </Menu.Item>
                  <Menu.Item leftSection={<IconUserMinus size={16} />} onClick={() => void remove(id)}>
                    {m.ticket_unassign()}
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            )}
          </li>
        ))}
      </ul>
      {ticket.assignee_ids.length === 0 && (
        <div className={styles.row}>
          <span className={styles.soft}>{m.common_nobody()}</span>
          {usable && me.kind === "member" && (
            <Button
              variant="light"
              size="compact-xs"
              onClick={() => void doAndSay(() => claim(ticket.id, ticket.version), m.ticket_saved_mine())}
            >
              {m.ticket_claim()}
            </Button>
          )}
        </div>
      )}
      {usable && (
        <MemberPicker
          label={m.ticket_add_assignee()}
          except={ticket.assignee_ids}
          first={team}
          onChosen={(id) => void add(id)}
        />
      )}
      <Suspense>{from && <HandOverDialog from={from} onClose={() => setFrom(undefined)} />}</Suspense>
    </Part>
  );
}
