/** Who gets copies, or learns what becomes of the ticket: members and customers. */
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconUser, IconUsers, IconX } from "@tabler/icons-react";
import { useCatalog } from "#/api/catalog";
import { useCustomerName } from "#/api/people";
import { addGuest, removeGuest } from "#/api/ticketChanges";
import type { Ticket } from "#/api/tickets";
import { m } from "#/paraglide/messages.js";
import { UserText } from "#/ui/UserText";
import { useOpen } from "../open";
import { doAndSay } from "../save";
import { GuestPicker } from "./GuestPicker";
import { Part } from "./Part";
import styles from "./Side.module.css";

type Guest = Ticket["cc"][number];

export function GuestsPart({ which }: { which: "cc" | "watchers" }) {
  const { ticket, may } = useOpen();
  const guests = ticket[which];
  const usable = may("tickets.change");
  const said = which === "cc" ? m.ticket_saved_cc() : m.ticket_saved_watchers();
  const title = which === "cc" ? m.ticket_cc() : m.ticket_watchers();
  const remove = (guest: Guest) =>
    doAndSay(
      () => removeGuest(ticket.id, which, guest.id),
      said,
      () => addGuest(ticket.id, which, { kind: guest.kind as "member" | "customer", id: guest.id }),
    );
  if (!usable && guests.length === 0) return null;
  return (
    <Part title={title}>
      {guests.length > 0 && (
        <ul className={styles.people}>
          {guests.map((guest) => (
            <li key={guest.id}>
              <GuestName guest={guest} />
              {usable && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="sm"
                  onClick={() => void remove(guest)}
                  aria-label={m.ticket_remove_guest()}
                >
                  <IconX size={14} />
                </ActionIcon>
              )}
            </li>
          ))}
        </ul>
      )}
      {usable && (
        <GuestPicker
          label={which === "cc" ? m.ticket_add_cc() : m.ticket_add_watcher()}
          except={guests.map((guest) => guest.id)}
          onChosen={(guest) => void doAndSay(() => addGuest(ticket.id, which, guest), said)}
        />
      )}
    </Part>
  );
}

function GuestName({ guest }: { guest: Guest }) {
  const member = useCatalog("members")?.find((one) => one.id === guest.id);
  const customer = useCustomerName(guest.kind === "customer" ? guest.id : null);
  const kind = guest.kind === "member" ? m.ticket_kind_member() : m.ticket_kind_customer();
  return (
    <span className={styles.guest}>
      <Tooltip label={kind}>
        {guest.kind === "member" ? <IconUsers size={14} aria-label={kind} /> : <IconUser size={14} aria-label={kind} />}
      </Tooltip>
      <UserText className="truncate">{member?.name ?? customer ?? "…"}</UserText>
    </span>
  );
}
