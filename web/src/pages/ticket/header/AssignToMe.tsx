/** Taking a ticket: one key, one click. */
import { Button } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useMe } from "#/api/me";
import { useKeys } from "#/keyboard/keys";
import { m } from "#/paraglide/messages.js";
import { useOpen } from "../open";
import { useSave } from "../save";

export function AssignToMe() {
  const { ticket, may } = useOpen();
  const me = useMe();
  const { save } = useSave("toast");
  const usable = me.kind === "member" && may("tickets.assign") && !ticket.assignee_ids.includes(me.id);
  const take = () => void save({ assignee_ids: [...ticket.assignee_ids, me.id] }, m.ticket_saved_mine());
  useKeys(usable ? { a: { what: m.ticket_key_assign, run: take } } : {});
  if (!usable) return null;
  return (
    <Button variant="subtle" size="compact-sm" leftSection={<IconUserPlus size={14} aria-hidden />} onClick={take}>
      {m.ticket_assign_to_me()}
    </Button>
  );
}
