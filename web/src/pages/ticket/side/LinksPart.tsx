/** Other tickets that belong to this one. */
import { ActionIcon, Select } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Schemas } from "#/api/client";
import { addLink, removeLink } from "#/api/ticketChanges";
import { prefetchTicket, useLinks } from "#/api/tickets";
import { m } from "#/paraglide/messages.js";
import { StatusLabel } from "#/ui/StatusLabel";
import { UserText } from "#/ui/UserText";
import { useOpen } from "../open";
import { doAndSay } from "../save";
import { TicketFinder } from "../TicketFinder";
import { Part } from "./Part";
import styles from "./Side.module.css";

type Kind = Schemas["NewLink"]["kind"];

const NAMES: Record<Kind, () => string> = {
  relates_to: m.ticket_link_relates_to,
  blocks: m.ticket_link_blocks,
  blocked_by: m.ticket_link_blocked_by,
  duplicates: m.ticket_link_duplicates,
  duplicated_by: m.ticket_link_duplicated_by,
  parent_of: m.ticket_link_parent_of,
  child_of: m.ticket_link_child_of,
};
const KINDS = Object.keys(NAMES) as Kind[];

export function LinksPart() {
  const { ticket, may } = useOpen();
  const links = useLinks(ticket.id) ?? [];
  const [kind, setKind] = useState<Kind>("relates_to");
  const usable = may("tickets.change");
  const add = (other: string) =>
    doAndSay(
      () => addLink(ticket.id, { kind, ticket_id: other }),
      m.ticket_linked(),
      () => removeLink(ticket.id, kind, other),
    );
  const remove = (link: Schemas["LinkedTicket"]) =>
    doAndSay(
      () => removeLink(ticket.id, link.kind, link.ticket_id),
      m.ticket_unlinked(),
      () => addLink(ticket.id, { kind: link.kind, ticket_id: link.ticket_id }),
    );
  return (
    <Part title={m.ticket_links()}>
      <ul className={styles.people}>
        {links.map((link) => (
          <li key={`${link.kind}${link.ticket_id}`}>
            <span className={styles.card}>
              <span className={styles.soft}>{NAMES[link.kind]()}</span>
              <Link
                to="/tickets/$ticket"
                params={{ ticket: String(link.number) }}
                className="truncate"
                onMouseEnter={() => prefetchTicket(link.number)}
              >
                <bdi>#{link.number}</bdi> <UserText>{link.subject}</UserText>
              </Link>
              <StatusLabel of={link.status} />
            </span>
            {usable && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                onClick={() => void remove(link)}
                aria-label={m.ticket_unlink({ number: link.number })}
              >
                <IconX size={14} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {usable && (
        <>
          <Select
            size="xs"
            aria-label={m.ticket_link_kind()}
            data={KINDS.map((one) => ({ value: one, label: NAMES[one]() }))}
            value={kind}
            onChange={(next) => next && setKind(next as Kind)}
            allowDeselect={false}
          />
          <TicketFinder except={ticket.id} small label={m.ticket_link_add()} onChosen={(other) => void add(other.id)} />
        </>
      )}
    </Part>
  );
}
