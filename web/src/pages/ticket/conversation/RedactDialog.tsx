/** Taking a message's words away for good: the one thing here that cannot be undone, so it asks. */
import { Button, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { redactMessage } from "#/api/messages";
import type { Message } from "#/api/tickets";
import { m } from "#/paraglide/messages.js";
import { Dialog } from "#/ui/Dialog";
import { doAndSay } from "../save";

export default function RedactDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const [reason, setReason] = useState("");
  const go = () => {
    onClose();
    void doAndSay(() => redactMessage(message.ticket_id, message.id, reason.trim()), m.ticket_redacted_said());
  };
  return (
    <Dialog opened onClose={onClose} title={m.ticket_redact()}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        <Stack gap="sm">
          <p>{m.ticket_redact_detail()}</p>
          <TextInput
            label={m.ticket_redact_reason()}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            data-autofocus
            dir="auto"
            required
          />
          <Button type="submit" color="red" disabled={reason.trim() === ""}>
            {m.ticket_redact_go()}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
