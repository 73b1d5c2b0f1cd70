/** The form of one setting, new or there already, with its history below. */
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Suspense } from "react";
import { ApiError } from "#/api/client";
import { queries } from "#/api/queries";
import { m } from "#/paraglide/messages.js";
import { done, failed } from "#/ui/toast";
import { type Body, change, create, keyOf, type Setting } from "./api";
import { Errors } from "./errors";
import { FormHistory } from "./FormHistory";
import { changesOf, draftOf, undoOf, unplaced, wholeOf } from "./model";
import { Notice } from "./Notice";
import { afterAll } from "./order";
import { Sections } from "./Sections";
import styles from "./SettingForm.module.css";
import type { Kind } from "./spec";
import { useDraft } from "./useDraft";
import { useMayChange } from "./useMayChange";

type One = Setting & Record<string, unknown>;

/** What is to be changed, and the setting as it was; without it a new one is made. */
type Asked = { body: Body; before: One | undefined };

export function SettingForm({ kind, setting }: { kind: Kind; setting?: One }) {
  const typed = useDraft(`${kind.path}.${setting?.id ?? "new"}`, setting?.version ?? 0, () => draftOf(kind, setting));
  const { draft, set, forget, discard, wasKept } = typed;
  const mayChange = useMayChange(kind)(setting);
  const navigate = useNavigate();
  const toList = () => void navigate({ to: "/settings/$kind", params: { kind: kind.path } });
  const body = setting ? changesOf(kind, draft, setting) : wholeOf(kind, draft);
  const isChanged = Object.keys(body).length > 0;
  const saving = useMutation({
    mutationFn: (asked: Asked) => save(kind, asked.body, asked.before && { ...asked.before, version: typed.version }),
    // the page may have heard of the change before its answer is here, so what was before is kept with what was asked
    onSuccess: (saved, asked) => {
      forget();
      tellSaved(kind, asked);
      if (asked.before) return toList();
      kind.onCreated?.(saved);
      if (!kind.Extra) return toList();
      void navigate({ to: "/settings/$kind/$id", params: { kind: kind.path, id: saved.id } });
    },
  });
  const error = saving.error instanceof ApiError ? saving.error : undefined;
  const errors = error?.problem?.errors ?? [];
  const extra = <Suspense>{kind.Extra && <kind.Extra setting={setting} draft={draft} />}</Suspense>;
  return (
    <Errors.Provider value={errors}>
      {kind.extraFirst && extra}
      {setting?.retired && <Notice kind="info">{m.settings_form_retired()}</Notice>}
      {wasKept && isChanged && (
        <p className={styles.kept}>
          {m.settings_form_kept()}{" "}
          <Button variant="subtle" size="compact-xs" onClick={discard}>
            {m.settings_form_discard()}
          </Button>
        </p>
      )}
      <form
        noValidate
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate({ body, before: setting });
        }}
      >
        <fieldset disabled={!mayChange} className={styles.fields}>
          <Sections kind={kind} draft={draft} onChange={set} isNew={setting === undefined} />
        </fieldset>
        <Problem
          error={saving.error}
          more={unplaced(
            errors,
            kind.sections.flatMap(({ specs }) => specs).filter((spec) => spec.shown?.(draft) ?? true),
          )}
        />
        {mayChange ? (
          <div className={styles.actions}>
            <Button type="submit" size="sm" loading={saving.isPending} disabled={!isChanged && !setting?.retired}>
              {m.common_save()}
            </Button>
            <Button
              variant="default"
              size="sm"
              onClick={() => {
                forget();
                toList();
              }}
            >
              {m.common_cancel()}
            </Button>
          </div>
        ) : (
          <p className={styles.kept}>{m.settings_form_read_only()}</p>
        )}
      </form>
      {!kind.extraFirst && extra}
      {setting && <FormHistory kind={kind} setting={setting} />}
    </Errors.Provider>
  );
}

function save(kind: Kind, body: Body, setting?: One): Promise<One> {
  if (!setting) return create<One>(kind.path, { ...lastPlace(kind), ...body });
  return change<One>(kind.path, setting.id, setting.retired ? { name: setting.name, ...body } : body, setting.version);
}

/** What is new comes last, until somebody moves it. */
function lastPlace(kind: Kind): Body {
  if (!kind.order || kind.order.highestFirst) return {};
  const { by } = kind.order;
  const there = queries.getQueryData<One[]>(keyOf(kind.path)) ?? [];
  return { [by]: afterAll(there.map((setting) => Number(setting[by] ?? 0))) };
}

/** A change can be taken back for ten seconds, and later by its history. */
function tellSaved(kind: Kind, { body, before }: Asked): void {
  if (!before) {
    done(m.settings_form_created());
    return;
  }
  const undo = () =>
    change(kind.path, before.id, undoOf(body, before)).then(
      () => done(m.settings_form_undone()),
      (error) => failed(m.settings_form_not_undone(), error),
    );
  done(m.settings_customer_saved(), () => void undo());
}

type ProblemProps = { error: Error | null; more: { field: string; detail: string }[] };

function Problem({ error, more }: ProblemProps) {
  if (!error) return null;
  const outdated = error instanceof ApiError && error.status === 412;
  const offline = error instanceof ApiError && error.isOffline;
  const said = outdated ? m.settings_form_outdated() : offline ? m.common_unreachable_detail() : error.message;
  return (
    <Notice kind="danger" title={m.settings_customer_not_saved()}>
      {said}
      {more.map(({ field, detail }) => (
        <p key={field} className={styles.more}>
          <bdi dir="ltr">{field}</bdi>: {detail}
        </p>
      ))}
    </Notice>
  );
}
