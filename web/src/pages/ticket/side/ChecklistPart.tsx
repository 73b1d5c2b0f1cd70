/** Things to do before the ticket is done. */
import { ActionIcon, Checkbox, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import { addItem, changeItem, removeItem } from "#/api/ticketChanges";
import { useChecklist } from "#/api/tickets";
import { number } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { failed } from "#/ui/toast";
import { useOpen } from "../open";
import { doAndSay } from "../save";
import { Part } from "./Part";
import styles from "./Side.module.css";

export function ChecklistPart() {
  const { ticket, may } = useOpen();
  const { done, total } = ticket.checklist;
  const items = useChecklist(ticket.id, total > 0);
  const [text, setText] = useState("");
  const usable = may("tickets.change");
  const add = () => {
    if (text.trim() === "") return;
    const made = text.trim();
    setText("");
    addItem(ticket.id, made).catch((error) => {
      setText(made);
      failed(m.ticket_not_saved(), error);
    });
  };
  const progress = total > 0 && <span>{m.ticket_checklist_done({ done: number(done), total: number(total) })}</span>;
  return (
    <Part title={m.ticket_checklist()} action={progress}>
      <ul className={styles.people}>
        {(total > 0 ? (items ?? []) : []).map((item) => (
          <li key={item.id}>
            <Checkbox
              size="xs"
              label={<bdi dir="auto">{item.text}</bdi>}
              checked={item.done}
              disabled={!usable}
              onChange={(event) =>
                void changeItem(ticket.id, item.id, { done: event.currentTarget.checked }).catch((error) =>
                  failed(m.ticket_not_saved(), error),
                )
              }
            />
            {usable && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                onClick={() =>
                  void doAndSay(
                    () => removeItem(ticket.id, item.id),
                    m.ticket_checklist_removed(),
                    () => addItem(ticket.id, item.text),
                  )
                }
                aria-label={m.ticket_checklist_remove({ text: item.text })}
              >
                <IconX size={14} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {usable && (
        <TextInput
          size="xs"
          aria-label={m.ticket_checklist_add()}
          placeholder={m.ticket_checklist_add()}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => event.key === "Enter" && add()}
          onBlur={add}
          dir={text === "" ? undefined : "auto"}
        />
      )}
    </Part>
  );
}
