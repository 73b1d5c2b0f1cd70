/** Choosing one of the team, found by name. */
import { Select } from "@mantine/core";
import { useCatalog } from "#/api/catalog";
import { m } from "#/paraglide/messages.js";

type Props = { label: string; except: string[]; onChosen: (id: string) => void; first?: string[] };

/** `first` are shown before the others, for example those of the ticket's department. */
export function MemberPicker({ label, except, onChosen, first = [] }: Props) {
  const members = useCatalog("members") ?? [];
  const usable = members
    .filter((member) => !member.retired && !except.includes(member.id))
    .sort((a, b) => Number(first.includes(b.id)) - Number(first.includes(a.id)) || a.name.localeCompare(b.name));
  return (
    <Select
      size="xs"
      aria-label={label}
      placeholder={label}
      searchable
      value={null}
      data={usable.map((member) => ({ value: member.id, label: member.name }))}
      onChange={(id) => id && onChosen(id)}
      nothingFoundMessage={m.ticket_nobody_found()}
      maxDropdownHeight={280}
    />
  );
}
