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
import { type FieldConflict, saveOver } from "./saveOver";

export function useFieldChanges(fields: Field[]) {
  const { ticket } = useOpen();
  const [changes, setChanges] = useState<Values>({});
  const [errors, setErrors] = useState<Record<string, string>>({});
  const sheet = useSheet();
  const values = useMemo(() => ({ ...sheet.fields, ...changes }), [sheet, changes]);
  const form = useMemo(() => formOf({ ...sheet, fields: values }, fields), [sheet, values, fields]);
  const [lacking, setLacking] = useState<string[]>([]);
  /** What stood there when one began to type. */
  const [began, setBegan] = useState<Values>({});
  const [conflict, setConflict] = useState<FieldConflict>();

  const type = (key: string, value: unknown) => {
    setBegan((now) => (key in now ? now : { ...now, [key]: sheet.fields[key] ?? null }));
    setChanges((now) => ({ ...now, [key]: value }));
  };
  const drop = () => {
    setChanges({});
    setErrors({});
    setLacking([]);
    setBegan({});
    setConflict(undefined);
  };
  const settle = async (key: string, value: unknown, from = began) => {
    const next = { ...changes, [key]: value };
    setChanges(next);
    const missing = stillLacking(sheet, next, fields);
    setLacking(missing);
    if (missing.length > 0) return;
    const save = toSave(sheet, next, fields);
    if (Object.keys(save).length === 0) return drop();
    try {
      const saved = await saveOver(ticket, save, from, setConflict);
      if (!saved) return;
      drop();
      const back = inverse(ticket, { fields: save });
      const undo = () => changeTicket(saved, back).catch((error) => failed(m.ticket_not_taken_back(), error));
      done(m.ticket_saved_fields(), () => void undo());
    } catch (error) {
      refuse(error, key);
    }
  };
  /** Keeps mine over theirs, or takes theirs. */
  const decide = (mine: boolean) => {
    if (!conflict) return;
    const { key, theirs } = conflict;
    setConflict(undefined);
    if (mine) return void settle(key, changes[key], { ...began, [key]: theirs });
    setBegan(({ [key]: _then, ...rest }) => rest);
    setChanges(({ [key]: _mine, ...rest }) => rest);
  };
  const refuse = (error: unknown, key: string) => {
    const told = toldOf(error, key);
    if (told) setErrors(told);
    else failed(m.ticket_not_saved(), error);
  };
  return {
    values,
    form,
    errors,
    lacking,
    type,
    settle: (key: string, value: unknown) => void settle(key, value),
    drop,
    conflict,
    decide,
  };
}

/** What the server says, to stand beside its field; what was typed stays. */
function toldOf(error: unknown, key: string): Record<string, string> | undefined {
  if (!(error instanceof ApiError) || error.status !== 422) return undefined;
  const told = (error.problem?.errors ?? []).map(
    ({ field, detail }) => [field.startsWith("fields.") ? field.slice("fields.".length) : key, detail] as const,
  );
  return Object.fromEntries(told);
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
