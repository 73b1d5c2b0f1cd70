/** Time that was spent on the ticket. */
import { ActionIcon, Button, NumberInput, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useCatalog } from "#/api/catalog";
import { useMe } from "#/api/me";
import { logTime, removeTime } from "#/api/ticketChanges";
import { useTimeEntries } from "#/api/tickets";
import { duration } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { Moment } from "#/ui/Moment";
import { UserText } from "#/ui/UserText";
import { useOpen } from "../open";
import { doAndSay } from "../save";
import { Part } from "./Part";
import styles from "./Side.module.css";

const MINUTE = 60;

export function TimePart() {
  const { ticket, may } = useOpen();
  const me = useMe();
  const members = useCatalog("members");
  const spent = useTimeEntries(ticket.id, ticket.minutes_spent > 0);
  const nameOf = (id: string) => members?.find((member) => member.id === id)?.name ?? "…";
  const total = ticket.minutes_spent > 0 && <span>{duration(ticket.minutes_spent * MINUTE)}</span>;
  return (
    <Part title={m.ticket_time()} action={total}>
      <ul className={styles.people}>
        {(ticket.minutes_spent > 0 ? (spent?.items ?? []) : []).map((entry) => (
          <li key={entry.id}>
            <span className={styles.card}>
              <span>
                {duration(entry.minutes * MINUTE)} · <UserText>{nameOf(entry.member_id)}</UserText>
              </span>
              <span className={styles.soft}>
                <Moment at={entry.worked_at} /> <UserText>{entry.note}</UserText>
              </span>
            </span>
            {may("tickets.change") && (entry.member_id === me.id || me.administrator) && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                onClick={() =>
                  void doAndSay(
                    () => removeTime(ticket.id, entry.id),
                    m.ticket_time_removed(),
                    () =>
                      logTime(ticket.id, {
                        minutes: entry.minutes,
                        note: entry.note,
                        worked_at: entry.worked_at,
                        member_id: entry.member_id,
                      }),
                  )
                }
                aria-label={m.ticket_time_remove()}
              >
                <IconX size={14} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {may("tickets.change") && me.kind === "member" && <LogTime />}
    </Part>
  );
}

function LogTime() {
  const { ticket } = useOpen();
  const [minutes, setMinutes] = useState<number | string>("");
  const [note, setNote] = useState("");
  const log = (event: FormEvent) => {
    event.preventDefault();
    const entry = { minutes: Number(minutes), note: note.trim() };
    setMinutes("");
    setNote("");
    let made = "";
    void doAndSay(
      async () => {
        made = (await logTime(ticket.id, entry)).id;
      },
      m.ticket_time_logged({ time: duration(entry.minutes * MINUTE) }),
      () => removeTime(ticket.id, made),
    );
  };
  return (
    <form className={styles.log} onSubmit={log}>
      <NumberInput
        size="xs"
        aria-label={m.ticket_minutes()}
        placeholder={m.ticket_minutes()}
        min={1}
        max={10_080}
        allowDecimal={false}
        hideControls
        value={minutes}
        onChange={setMinutes}
      />
      <TextInput
        size="xs"
        aria-label={m.ticket_time_note()}
        placeholder={m.ticket_time_note()}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        dir={note === "" ? undefined : "auto"}
      />
      <Button type="submit" variant="default" disabled={Number(minutes) < 1}>
        {m.common_add()}
      </Button>
    </form>
  );
}
