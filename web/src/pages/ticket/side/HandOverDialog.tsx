/** Putting one member in the place of another, with a word for who takes over. */
import { Button, Select, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { useCatalog } from "#/api/catalog";
import { handOver } from "#/api/ticketChanges";
import { m } from "#/paraglide/messages.js";
import { Dialog } from "#/ui/Dialog";
import { useOpen } from "../open";
import { doAndSay } from "../save";

export default function HandOverDialog({ from, onClose }: { from: string; onClose: () => void }) {
  const { ticket } = useOpen();
  const members = useCatalog("members") ?? [];
  const [to, setTo] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const usable = members.filter((member) => !member.retired && !ticket.assignee_ids.includes(member.id));
  const nameOf = (id: string) => members.find((member) => member.id === id)?.name ?? "";
  const go = () => {
    if (!to) return;
    onClose();
    const body = { to, from, ...(note.trim() ? { note: note.trim() } : {}) };
    void doAndSay(
      () => handOver(ticket.id, body),
      m.ticket_handed_over({ name: nameOf(to) }),
      () => handOver(ticket.id, { to: from, from: to }),
    );
  };
  return (
    <Dialog opened onClose={onClose} title={m.ticket_hand_over_title({ name: nameOf(from) })}>
      <Stack gap="sm">
        <Select
          label={m.ticket_hand_over_to()}
          searchable
          value={to}
          onChange={setTo}
          data={usable.map((member) => ({ value: member.id, label: member.name }))}
          data-autofocus
        />
        <Textarea
          label={m.ticket_hand_over_note()}
          description={m.ticket_team_only()}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          autosize
          minRows={2}
          dir="auto"
        />
        <Button onClick={go} disabled={!to}>
          {m.ticket_hand_over()}
        </Button>
      </Stack>
    </Dialog>
  );
}
