/** A ticket that is being written, kept on this device until it is opened. */
import { useEffect, useState } from "react";
import type { Schemas } from "#/api/client";
import { useMe } from "#/api/me";
import type { DraftFile } from "#/pages/ticket/composer/draft";

export type Requester = { id?: string; name: string; email: string };
export type NewDraft = {
  /** Makes a repetition harmless: the ticket is opened once. */
  key: string;
  subject: string;
  description: string;
  requester: Requester | null;
  department_id: string | null;
  assignee_ids: string[];
  priority: string | null;
  due_at: string | null;
  window_from: string | null;
  window_to: string | null;
  tags: string[];
  fields: Record<string, unknown>;
  files: DraftFile[];
};

export const emptyNew = (): NewDraft => ({
  key: crypto.randomUUID(),
  subject: "",
  description: "",
  requester: null,
  department_id: null,
  assignee_ids: [],
  priority: null,
  due_at: null,
  window_from: null,
  window_to: null,
  tags: [],
  fields: {},
  files: [],
});

export function useNewDraft() {
  const place = `docket.new.${useMe().id}`;
  const [draft, setDraft] = useState<NewDraft>(() => ({ ...emptyNew(), ...kept(place) }));
  useEffect(() => localStorage.setItem(place, JSON.stringify(draft)), [place, draft]);
  const change = (part: Partial<NewDraft>) => setDraft((now) => ({ ...now, ...part }));
  const clear = () => {
    localStorage.removeItem(place);
    setDraft(emptyNew());
  };
  return { draft, change, setDraft, clear };
}

function kept(place: string): Partial<NewDraft> {
  try {
    return JSON.parse(localStorage.getItem(place) ?? "{}");
  } catch {
    return {};
  }
}

/** What is sent: what was filled in, of the fields only those that are shown. */
export function bodyOf(draft: NewDraft, shown: (key: string) => boolean): Schemas["NewTicket"] {
  const { subject, description, requester, tags, assignee_ids } = draft;
  const values = Object.entries(draft.fields).filter(([key, value]) => shown(key) && value !== null && value !== "");
  const given = <K extends keyof NewDraft>(...names: K[]) =>
    Object.fromEntries(names.map((name) => [name, draft[name]]).filter(([, value]) => value !== null));
  return {
    subject: subject.trim(),
    description,
    cc: [],
    watchers: [],
    assignee_ids,
    tags,
    fields: Object.fromEntries(values),
    attachment_ids: draft.files.map((file) => file.id),
    channel: "console",
    ...given("department_id", "priority", "due_at", "window_from", "window_to"),
    ...(requester ? { requester: requesterOf(requester) } : {}),
  };
}

function requesterOf({ id, name, email }: Requester): Schemas["NewRequester"] {
  if (id) return { id };
  return { ...(name.trim() ? { name: name.trim() } : {}), ...(email.trim() ? { email: email.trim() } : {}) };
}
