/** Writing on a ticket: the draft, who will read it, and what is on its way. */
import { useCallback, useEffect, useRef, useState } from "react";
import { ApiError } from "#/api/client";
import { useMay, useMe } from "#/api/me";
import { dropDraft, putDraft, readDraft } from "#/api/messages";
import type { Message } from "#/api/tickets";
import { type DraftText, emptyDraft, isEmpty, keepDraft, keptDraft, mentionsIn, typed, type Visibility } from "./draft";
import { keepOutbox, keptOutbox, problemOf, send, type Unsent } from "./outbox";

const SERVER_MS = 1_500;

export type ComposerState = ReturnType<typeof useComposer>;

export function useComposer(ticket: string) {
  const me = useMe();
  const may = useMay();
  const text = useRef<HTMLTextAreaElement>(null);
  const [draft, setDraft] = useState<DraftText>(
    () => keptDraft(me.id, ticket) ?? emptyDraft(may("messages.reply") ? "public" : "internal"),
  );
  const [outbox, setOutbox] = useOutbox(me.id, ticket);
  const [kept, setKept] = useState(draft.body);
  const fromBefore = useCallback((found: DraftText) => {
    setKept(found.body);
    setDraft(found);
  }, []);
  useServerDraft(me.id, ticket, draft, fromBefore);

  const change = useCallback((next: (draft: DraftText) => DraftText) => setDraft(next), []);
  const write = (visibility: Visibility) => {
    setDraft((now) => (isEmpty(now) ? { ...now, visibility } : now));
    requestAnimationFrame(() => text.current?.focus());
  };
  const replyTo = (message: Message) => {
    setDraft((now) => ({
      ...now,
      replyTo: message.id,
      visibility: message.visibility === "internal" ? "internal" : now.visibility,
    }));
    requestAnimationFrame(() => text.current?.focus());
  };

  const attempt = async (unsent: Unsent) => {
    setOutbox((all) => [...all.filter((one) => one.key !== unsent.key), { ...unsent, problem: undefined }]);
    try {
      await send(me.id, ticket, unsent);
      setOutbox((all) => all.filter((one) => one.key !== unsent.key));
    } catch (error) {
      const problem = problemOf(error);
      setOutbox((all) => all.map((one) => (one.key === unsent.key ? { ...one, problem } : one)));
    }
  };
  const submit = (status?: string) => {
    if (isEmpty(draft)) return;
    setDraft(emptyDraft(draft.visibility));
    void attempt({ key: crypto.randomUUID(), draft, status });
  };
  const retry = (key: string) => {
    const unsent = outbox.find((one) => one.key === key);
    if (unsent) void attempt(unsent);
  };
  /** Brings the words back to where they were written, before those that stand there now. */
  const takeBack = (key: string) => {
    const unsent = outbox.find((one) => one.key === key);
    if (!unsent) return;
    setOutbox((all) => all.filter((one) => one.key !== key));
    setDraft((now) => (isEmpty(now) ? unsent.draft : typed(now, `${unsent.draft.body}\n\n${now.body}`)));
    text.current?.focus();
  };
  return {
    ticket,
    // not whoever merely finds what they wrote before
    isWriting: draft.body.trim() !== "" && draft.body !== kept,
    text,
    draft,
    change,
    write,
    replyTo,
    submit,
    outbox,
    retry,
    takeBack,
  };
}

function useOutbox(me: string, ticket: string) {
  const [outbox, setOutbox] = useState<Unsent[]>(() => keptOutbox(me, ticket));
  useEffect(() => keepOutbox(me, ticket, outbox), [me, ticket, outbox]);
  return [outbox, setOutbox] as const;
}

/** The draft on this device at once, on the server a moment later; begins with the server's where this device has none. */
function useServerDraft(me: string, ticket: string, draft: DraftText, set: (draft: DraftText) => void) {
  const touched = useRef(!isEmpty(draft));
  const onServer = useRef(false);
  useEffect(() => {
    if (touched.current) return;
    readDraft(ticket)
      .then((kept) => {
        onServer.current = true;
        if (!touched.current && kept.body !== "") set(fromServer(kept));
      })
      .catch(() => undefined);
  }, [ticket, set]);
  useEffect(() => {
    keepDraft(me, ticket, draft);
    if (!isEmpty(draft)) touched.current = true;
    if (!touched.current) return;
    const timer = setTimeout(() => {
      const keep = isEmpty(draft)
        ? onServer.current
          ? dropDraft(ticket)
          : undefined
        : putDraft(ticket, toServer(draft));
      onServer.current = !isEmpty(draft);
      keep?.catch((error) => {
        if (!(error instanceof ApiError)) throw error;
      });
    }, SERVER_MS);
    return () => clearTimeout(timer);
  }, [me, ticket, draft]);
}

function fromServer(kept: Awaited<ReturnType<typeof readDraft>>): DraftText {
  const visibility = kept.visibility ?? undefined;
  return { ...emptyDraft(visibility), body: kept.body, writtenFor: visibility, replyTo: kept.reply_to ?? undefined };
}

const toServer = (draft: DraftText) => ({
  body: draft.body,
  visibility: draft.visibility,
  format: "markdown" as const,
  attachment_ids: draft.files.map((file) => file.id),
  mentions: mentionsIn(draft),
  ...(draft.replyTo ? { reply_to: draft.replyTo } : {}),
});
