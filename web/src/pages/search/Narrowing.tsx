/** Narrows a search to a status, a department or whoever has the ticket. */
import { Select } from "@mantine/core";
import { useCatalog, useNameOf } from "#/api/catalog";
import { m } from "#/paraglide/messages.js";
import { changed, type SearchOf } from "./address";
import styles from "./SearchPage.module.css";

type Props = { search: SearchOf; go: (search: SearchOf) => void };

export function Narrowing({ search, go }: Props) {
  const nameOf = useNameOf();
  const statuses = useCatalog("statuses") ?? [];
  const departments = useCatalog("departments") ?? [];
  const members = useCatalog("members") ?? [];
  const people = members.filter((member) => !member.retired).map(({ id, name }) => ({ value: id, label: name }));
  const choices = [
    {
      of: "status" as const,
      label: m.common_status(),
      none: m.settings_search_any_status(),
      data: statuses.map((status) => ({ value: status.key, label: nameOf(status) })),
    },
    {
      of: "department" as const,
      label: m.common_department(),
      none: m.settings_search_any_department(),
      data: departments.map((department) => ({ value: department.id, label: nameOf(department) })),
    },
    {
      of: "assignee" as const,
      label: m.common_assignees(),
      none: m.settings_search_anyone(),
      data: [{ value: "me", label: m.settings_search_me() }, { value: "none", label: m.common_nobody() }, ...people],
    },
  ];
  return (
    <div className={styles.narrowing}>
      {choices.map(({ of, label, none, data }) => (
        <Select
          key={of}
          size="xs"
          clearable
          searchable
          aria-label={label}
          placeholder={none}
          data={data}
          value={search[of] ?? null}
          onChange={(value) => go(changed(search, { [of]: value }))}
        />
      ))}
    </div>
  );
}
