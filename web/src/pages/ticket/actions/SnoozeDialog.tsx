/** Setting a ticket aside until a moment, or until the customer writes. */
import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { snooze, wake } from "#/api/ticketChanges";
import { dateTime } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { Dialog } from "#/ui/Dialog";
import { useOpen } from "../open";
import { doAndSay } from "../save";
import { farthest, fromLocalInput, laterMoments, localInput } from "./moments";

/** Sunday: where Docket's languages are spoken the week begins there, and a Sunday is early enough elsewhere. */
const WEEK_BEGINS = 0;

export default function SnoozeDialog({ onClose }: { onClose: () => void }) {
  const { ticket } = useOpen();
  const [now] = useState(() => new Date());
  const [moment, setMoment] = useState("");
  const until = fromLocalInput(moment);
  const names = {
    hours: m.ticket_snooze_hours(),
    tomorrow: m.ticket_snooze_tomorrow(),
    week: m.ticket_snooze_week(),
    month: m.ticket_snooze_month(),
  };
  const go = (at: string, said: string) => {
    onClose();
    void doAndSay(
      () => snooze(ticket.id, at),
      said,
      () => wake(ticket.id),
    );
  };
  const untilMoment = (at: string) => go(at, m.ticket_snoozed({ moment: dateTime(at) }));
  return (
    <Dialog opened onClose={onClose} title={m.ticket_snooze()}>
      <Stack gap="xs">
        <p>{m.ticket_snooze_detail()}</p>
        {laterMoments(now, WEEK_BEGINS).map(({ name, at }) => (
          <Button
            key={name}
            variant="default"
            justify="space-between"
            rightSection={<span>{dateTime(at)}</span>}
            onClick={() => untilMoment(at.toISOString())}
          >
            {names[name]}
          </Button>
        ))}
        <Button variant="default" onClick={() => go(farthest(now).toISOString(), m.ticket_snoozed_customer())}>
          {m.ticket_snooze_customer()}
        </Button>
        <Group align="end" gap="xs">
          <TextInput
            type="datetime-local"
            label={m.ticket_snooze_moment()}
            value={moment}
            min={localInput(now)}
            onChange={(event) => setMoment(event.currentTarget.value)}
            style={{ flex: 1 }}
          />
          <Button size="sm" disabled={!until} onClick={() => until && untilMoment(until)}>
            {m.ticket_snooze()}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
