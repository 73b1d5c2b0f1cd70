/** Which department the ticket belongs to. */
import { Select } from "@mantine/core";
import { useCatalog, useNameOf } from "#/api/catalog";
import { m } from "#/paraglide/messages.js";
import { useOpen } from "../open";
import { useSave } from "../save";
import { Part } from "./Part";

export function DepartmentPart() {
  const { ticket, may } = useOpen();
  const nameOf = useNameOf();
  const departments = useCatalog("departments") ?? [];
  const { save, error } = useSave();
  const usable = departments.filter((one) => !one.retired || one.id === ticket.department_id);
  const choose = (id: string | null) => {
    const found = departments.find((one) => one.id === id);
    void save({ department_id: id }, m.ticket_saved_department({ name: found ? nameOf(found) : m.common_none() }));
  };
  return (
    <Part title={m.common_department()} error={error}>
      <Select
        size="xs"
        aria-label={m.common_department()}
        placeholder={m.common_none()}
        data={usable.map((one) => ({ value: one.id, label: nameOf(one) }))}
        value={ticket.department_id}
        onChange={choose}
        disabled={!may("tickets.change")}
        clearable
        searchable
        clearButtonProps={{ "aria-label": m.common_remove() }}
      />
    </Part>
  );
}
