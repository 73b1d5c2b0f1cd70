/** What the organisation wants to know of the ticket: fields that come, go and narrow as one types. */
import { Button, Group } from "@mantine/core";
import { type Field, nameIn, useCatalog } from "#/api/catalog";
import { useForm } from "#/api/forms";
import { list } from "#/i18n/format";
import { useLocale } from "#/i18n/locale";
import { m } from "#/paraglide/messages.js";
import { Conflict } from "../Conflict";
import { FieldGroups } from "../fields/FieldGroups";
import styles from "../fields/Fields.module.css";
import { OldValues, shown } from "../fields/OldValues";
import { useFieldChanges } from "../fields/useFieldChanges";
import { useOpen } from "../open";
import { Part } from "./Part";

const NONE: Field[] = [];

export default function FieldsPart() {
  const { ticket, may } = useOpen();
  const locale = useLocale();
  const groups = useForm(ticket.department_id);
  const fields = useCatalog("fields") ?? NONE;
  const changes = useFieldChanges(fields);
  if (!groups) return null;
  const onForm = new Set(groups.flatMap((group) => group.fields.map(({ field }) => field.key)));
  const old = Object.keys(ticket.fields).filter((key) => !onForm.has(key));
  if (onForm.size + old.length === 0) return null;
  const names = changes.lacking
    .map((key) => fields.find((field) => field.key === key))
    .filter((field) => field !== undefined);
  return (
    <Part title={m.ticket_fields()}>
      <FieldGroups
        groups={groups}
        form={changes.form}
        values={changes.values}
        errors={changes.errors}
        disabled={!may("tickets.change")}
        onType={changes.type}
        onSettle={changes.settle}
      />
      {changes.conflict && <FieldConflict changes={changes} fields={fields} />}
      {names.length > 0 && (
        <div className={styles.waiting} role="status">
          {m.ticket_fields_waiting({ fields: list(names.map((field) => nameIn(locale, field))) })}
          <Group mt={4}>
            <Button variant="default" size="compact-xs" onClick={changes.drop}>
              {m.common_cancel()}
            </Button>
          </Group>
        </div>
      )}
      <OldValues keys={old} fields={fields} />
    </Part>
  );
}

type ConflictProps = { changes: ReturnType<typeof useFieldChanges>; fields: Field[] };

function FieldConflict({ changes: { conflict, values, decide }, fields }: ConflictProps) {
  const locale = useLocale();
  if (!conflict) return null;
  const field = fields.find((one) => one.key === conflict.key);
  return (
    <Conflict
      of={field ? nameIn(locale, field) : conflict.key}
      theirs={shown(conflict.theirs, field, locale) || m.common_none()}
      mine={shown(values[conflict.key], field, locale) || m.common_none()}
      onSettle={decide}
    />
  );
}
