/** Changes of custom fields of the open ticket: live while one types, saved when they are whole. */
import { useMemo, useState } from "react";
import { type Field, useCatalog } from "#/api/catalog";
import { ApiError } from "#/api/client";
import { changeTicket, inverse } from "#/api/ticketChanges";
import { formOf, type Sheet } from "#/conditions/fields";
import { m } from "#/paraglide/messages.js";
import { done, failed } from "#/ui/toast";
import { useOpen } from "../open";
import { stillLacking, toSave, type Values } from "./changes";

export function useFieldChanges(fields: Field[]) {
  const { ticket } = useOpen();
  const [changes, setChanges] = useState<Values>({});
  const [errors, setErrors] = useState<Record<string, string>>({});
  const sheet = useSheet();
  const values = useMemo(() => ({ ...sheet.fields, ...changes }), [sheet, changes]);
  const form = useMemo(() => formOf({ ...sheet, fields: values }, fields), [sheet, values, fields]);
  const [lacking, setLacking] = useState<string[]>([]);

  const type = (key: string, value: unknown) => setChanges((now) => ({ ...now, [key]: value }));
  const drop = () => {
    setChanges({});
    setErrors({});
    setLacking([]);
  };
  const settle = async (key: string, value: unknown) => {
    const next = { ...changes, [key]: value };
    setChanges(next);
    const missing = stillLacking(sheet, next, fields);
    setLacking(missing);
    if (missing.length > 0) return;
    const save = toSave(sheet, next, fields);
    if (Object.keys(save).length === 0) return drop();
    const back = inverse(ticket, { fields: save });
    try {
      const saved = await changeTicket(ticket, { fields: save });
      drop();
      const undo = () => changeTicket(saved, back).catch((error) => failed(m.ticket_not_taken_back(), error));
      done(m.ticket_saved_fields(), () => void undo());
    } catch (error) {
      refuse(error, key);
    }
  };
  /** What the server says stands beside its field; what was typed stays. */
  const refuse = (error: unknown, key: string) => {
    if (!(error instanceof ApiError) || error.status !== 422) return failed(m.ticket_not_saved(), error);
    const told = (error.problem?.errors ?? []).map(
      ({ field, detail }) => [field.startsWith("fields.") ? field.slice("fields.".length) : key, detail] as const,
    );
    setErrors(Object.fromEntries(told));
  };
  return {
    values,
    form,
    errors,
    lacking,
    type,
    settle: (key: string, value: unknown) => void settle(key, value),
    drop,
  };
}

/** The open ticket as far as the rules of fields ask. */
function useSheet(): Sheet {
  const { ticket } = useOpen();
  const statuses = useCatalog("statuses");
  return useMemo(() => {
    const { requester, ...rest } = ticket;
    const category = statuses?.find((status) => status.key === ticket.status)?.category ?? null;
    const ids = { requester_id: requester?.id ?? null, organisation_id: requester?.organisation_id ?? null };
    return { ...rest, ...ids, status_category: category };
  }, [ticket, statuses]);
}
