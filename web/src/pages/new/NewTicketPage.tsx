/** Opening a ticket: what is wrong stands beside its field, what was typed stays until it is open. */
import { Button } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { ApiError, answer, client } from "#/api/client";
import { useMay } from "#/api/me";
import { rememberTicket } from "#/api/tickets";
import { useUploads } from "#/pages/ticket/composer/useUploads";
import { m } from "#/paraglide/messages.js";
import { State } from "#/ui/State";
import { done } from "#/ui/toast";
import { About } from "./About";
import { bodyOf, useNewDraft } from "./draft";
import { Fields } from "./Fields";
import styles from "./New.module.css";
import { useNewForm } from "./useNewForm";
import { Words } from "./Words";

export function NewTicketPage() {
  const may = useMay();
  if (may("tickets.create")) return <NewTicket />;
  return (
    <State icon={<IconLock size={32} />} title={m.common_forbidden()}>
      {m.ticket_new_forbidden()}
    </State>
  );
}

function NewTicket() {
  const { draft, change, setDraft, clear } = useNewDraft();
  const navigate = useNavigate();
  const form = useNewForm(draft);
  const uploads = useUploads((file) => setDraft((now) => ({ ...now, files: [...now.files, file] })));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  const open = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setErrors({});
    setProblem(undefined);
    const header = { "Idempotency-Key": draft.key };
    try {
      const body = bodyOf(draft, form.isAsked);
      const ticket = await answer(client.POST("/tickets", { params: { header }, body }));
      rememberTicket(ticket);
      clear();
      done(m.ticket_new_done({ reference: ticket.reference }));
      await navigate({ to: "/tickets/$ticket", params: { ticket: String(ticket.number) } });
    } catch (error) {
      refuse(error);
    } finally {
      setBusy(false);
    }
  };
  /** After a refusal the ticket is another one, so it gets another key; after a lost answer it is the same. */
  const refuse = (error: unknown) => {
    const told = error instanceof ApiError ? (error.problem?.errors ?? []) : [];
    setErrors(Object.fromEntries(told.map(({ field, detail }) => [field, detail])));
    if (error instanceof ApiError && !error.isOffline) change({ key: crypto.randomUUID() });
    setProblem(words(error, told.length > 0));
  };
  return (
    <form className={styles.page} noValidate onSubmit={(event) => void open(event)} {...uploads.target}>
      <h1>{m.ticket_new_title()}</h1>
      <div className={styles.columns}>
        <Words draft={draft} change={change} errors={errors} uploads={uploads} />
        <div className={styles.side}>
          <About draft={draft} change={change} errors={errors} />
          <Fields draft={draft} change={change} errors={errors} form={form} />
        </div>
      </div>
      {problem && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      <div className={styles.buttons}>
        <Button type="submit" size="sm" loading={busy} disabled={draft.subject.trim() === "" || uploads.busy}>
          {m.ticket_new_open()}
        </Button>
        <Button variant="default" size="sm" onClick={clear}>
          {m.ticket_new_clear()}
        </Button>
      </div>
    </form>
  );
}

function words(error: unknown, beside: boolean): string {
  if (error instanceof ApiError && error.isOffline) return m.ticket_new_offline();
  if (beside) return m.ticket_new_wrong();
  return error instanceof Error ? error.message : String(error);
}
