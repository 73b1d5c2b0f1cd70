/** The custom fields of the ticket that is being written, by its department and what was filled in. */
import { useMemo } from "react";
import { type Field, useCatalog, useWorkspace } from "#/api/catalog";
import { useForm } from "#/api/forms";
import { formOf } from "#/conditions/fields";
import type { NewDraft } from "./draft";

const NONE: Field[] = [];
const USUAL_PRIORITY = "normal";

export type NewForm = ReturnType<typeof useNewForm>;

export function useNewForm(draft: NewDraft) {
  const groups = useForm(draft.department_id);
  const fields = useCatalog("fields") ?? NONE;
  const statuses = useCatalog("statuses");
  const first = useWorkspace()?.first_status ?? null;
  const category = statuses?.find((status) => status.key === first)?.category ?? null;
  return useMemo(() => {
    const asked = groups?.flatMap((group) => group.fields.map(({ field }) => field)) ?? [];
    const defaults = asked.filter((field) => field.default !== null && !(field.key in draft.fields));
    const usual = Object.fromEntries(defaults.map((field) => [field.key, field.default]));
    const values = { ...usual, ...draft.fields };
    const { requester, files: _files, key: _key, ...rest } = draft;
    const sheet = {
      ...rest,
      status: first,
      status_category: category,
      priority: draft.priority ?? USUAL_PRIORITY,
      channel: "console",
      requester_id: requester?.id ?? null,
      fields: values,
    };
    const form = formOf(sheet, fields);
    const isAsked = (key: string) => asked.some((field) => field.key === key && form.isShown(field));
    return { groups, values, form, isAsked };
  }, [groups, fields, draft, first, category]);
}
