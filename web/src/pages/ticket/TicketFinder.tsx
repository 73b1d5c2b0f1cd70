/** Choosing another ticket by its number or by words. */

import { Combobox, TextInput, useCombobox } from "@mantine/core";
import { useState } from "react";
import { m } from "#/paraglide/messages.js";
import { referenceOf } from "#/ui/reference";
import { StatusLabel } from "#/ui/StatusLabel";
import { UserText } from "#/ui/UserText";
import { type FoundTicket, useFoundTickets } from "./findTickets";
import styles from "./TicketFinder.module.css";

type Props = {
  except: string;
  onChosen: (ticket: FoundTicket) => void;
  label: string;
  autoFocus?: boolean;
  small?: boolean;
};

export function TicketFinder({ except, onChosen, label, autoFocus = false, small = false }: Props) {
  const [typed, setTyped] = useState("");
  const found = useFoundTickets(typed, except);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const choose = (id: string) => {
    const ticket = found.find((entry) => entry.id === id);
    if (!ticket) return;
    setTyped("");
    combobox.closeDropdown();
    onChosen(ticket);
  };
  return (
    <Combobox store={combobox} onOptionSubmit={choose}>
      <Combobox.Target>
        <TextInput
          {...(small
            ? { size: "xs", "aria-label": label, placeholder: label }
            : { label, placeholder: m.ticket_find_hint() })}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            combobox.openDropdown();
            combobox.updateSelectedOptionIndex();
          }}
          onFocus={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          data-autofocus={autoFocus || undefined}
          dir={typed === "" ? undefined : "auto"}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={typed.trim() === ""}>
        <Combobox.Options>
          {found.map((ticket) => (
            <Combobox.Option key={ticket.id} value={ticket.id}>
              <span className={styles.found}>
                <bdi className={styles.number}>{referenceOf(ticket)}</bdi>
                <UserText className="truncate">{ticket.subject}</UserText>
                <StatusLabel of={ticket.status} />
              </span>
            </Combobox.Option>
          ))}
          {found.length === 0 && <Combobox.Empty>{m.ticket_find_none()}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
