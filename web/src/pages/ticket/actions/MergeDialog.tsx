/** Making a ticket a part of another one. */

import { Button, Stack } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { mergeInto, unmerge } from "#/api/ticketChanges";
import { m } from "#/paraglide/messages.js";
import { Dialog } from "#/ui/Dialog";
import { referenceOf } from "#/ui/reference";
import { UserText } from "#/ui/UserText";
import type { FoundTicket } from "../findTickets";
import { useOpen } from "../open";
import { doAndSay } from "../save";
import { TicketFinder } from "../TicketFinder";

export default function MergeDialog({ onClose }: { onClose: () => void }) {
  const { ticket } = useOpen();
  const [into, setInto] = useState<FoundTicket>();
  const navigate = useNavigate();
  const merge = async () => {
    if (!into) return;
    onClose();
    await doAndSay(
      async () => {
        await mergeInto(ticket.id, into.id);
        await navigate({ to: "/tickets/$ticket", params: { ticket: String(into.number) } });
      },
      m.ticket_merged_said({ reference: ticket.reference, into: into.reference }),
      () => unmerge(ticket.id),
    );
  };
  return (
    <Dialog opened onClose={onClose} title={m.ticket_merge_title({ reference: ticket.reference })}>
      <Stack gap="sm">
        <p>{m.ticket_merge_detail()}</p>
        <TicketFinder except={ticket.id} onChosen={setInto} label={m.ticket_merge_into()} autoFocus />
        {into && (
          <p>
            <bdi>{referenceOf(into)}</bdi> · <UserText>{into.subject}</UserText>
          </p>
        )}
        <Button onClick={() => void merge()} disabled={!into}>
          {into ? m.ticket_merge_go({ into: into.reference }) : m.ticket_merge()}
        </Button>
      </Stack>
    </Dialog>
  );
}
