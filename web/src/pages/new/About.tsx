/** Who takes the new ticket, how urgent it is, and by when. */
import { MultiSelect, Select, TagsInput } from "@mantine/core";
import { useState } from "react";
import { useCatalog, useNameOf } from "#/api/catalog";
import { useMay } from "#/api/me";
import { fromLocalInput, localInput } from "#/pages/ticket/actions/moments";
import { MomentText } from "#/pages/ticket/fields/MomentText";
import { useKnownTags } from "#/pages/ticket/side/TagsPart";
import { m } from "#/paraglide/messages.js";
import type { NewDraft } from "./draft";
import styles from "./New.module.css";

type Props = { draft: NewDraft; change: (part: Partial<NewDraft>) => void; errors: Record<string, string> };

export function About({ draft, change, errors }: Props) {
  const nameOf = useNameOf();
  const may = useMay();
  const active = <T extends { retired: boolean }>(all: T[] | undefined) => (all ?? []).filter((one) => !one.retired);
  const departments = active(useCatalog("departments"));
  const priorities = active(useCatalog("priorities")).sort((a, b) => a.order - b.order);
  const members = active(useCatalog("members"));
  const [typed, setTyped] = useState("");
  const clearing = { clearable: true, clearButtonProps: { "aria-label": m.common_remove() } };
  return (
    <div className={styles.about}>
      <Select
        label={m.common_department()}
        data={departments.map((one) => ({ value: one.id, label: nameOf(one) }))}
        value={draft.department_id}
        onChange={(department_id) => change({ department_id })}
        error={errors.department_id}
        searchable
        {...clearing}
      />
      {may("tickets.assign") && (
        <MultiSelect
          label={m.common_assignees()}
          data={members.map((one) => ({ value: one.id, label: one.name }))}
          value={draft.assignee_ids}
          onChange={(assignee_ids) => change({ assignee_ids })}
          error={errors.assignee_ids}
          searchable
          {...clearing}
        />
      )}
      <Select
        label={m.common_priority()}
        placeholder={m.ticket_new_usual()}
        data={priorities.map((one) => ({ value: one.key, label: nameOf(one) }))}
        value={draft.priority}
        onChange={(priority) => change({ priority })}
        error={errors.priority}
        {...clearing}
      />
      <TagsInput
        label={m.common_tags()}
        data={useKnownTags(typed)}
        value={draft.tags}
        searchValue={typed}
        onSearchChange={setTyped}
        onChange={(tags) => change({ tags })}
        error={errors.tags}
      />
      <Moments draft={draft} change={change} errors={errors} />
    </div>
  );
}

function Moments({ draft, change, errors }: Props) {
  const places = [
    ["due_at", m.common_due()],
    ["window_from", m.ticket_new_window_from()],
    ["window_to", m.ticket_new_window_to()],
  ] as const;
  return places.map(([name, label]) => (
    <MomentText
      key={name}
      label={label}
      value={draft[name] ? localInput(new Date(draft[name])) : ""}
      onSettle={(text) => change({ [name]: fromLocalInput(text) })}
      error={errors[name]}
    />
  ));
}
