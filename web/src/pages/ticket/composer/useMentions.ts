/** The popup of people and departments behind an @, worked by keyboard. */
import { type KeyboardEvent, useState } from "react";
import { useCatalog, useNameOf } from "#/api/catalog";
import { typed } from "./draft";
import { type Callable, type Calling, called, callingAt, matching } from "./mentions";
import type { ComposerState } from "./useComposer";

export type MentionsState = ReturnType<typeof useMentions>;

export function useMentions({ text, draft, change }: ComposerState) {
  const [calling, setCalling] = useState<Calling>();
  const [at, setAt] = useState(0);
  const all = useCallable();
  const found = calling ? matching(all, calling.words) : [];

  const look = () => {
    const element = text.current;
    if (!element) return;
    const next =
      element.selectionStart === element.selectionEnd ? callingAt(element.value, element.selectionStart) : undefined;
    if (next?.words !== calling?.words || next?.from !== calling?.from) setAt(0);
    setCalling(next);
  };
  const choose = (who: Callable | undefined) => {
    if (!who || !calling) return;
    const made = called(draft.body, calling, who);
    change((now) => ({
      ...typed(now, made.text),
      mentioned: { ...now.mentioned, [made.words]: { kind: who.kind, id: who.id } },
    }));
    setCalling(undefined);
    requestAnimationFrame(() => {
      text.current?.focus();
      text.current?.setSelectionRange(made.caret, made.caret);
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (found.length === 0 || event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt((now) => (now + step + found.length) % found.length);
    else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab") choose(found[at]);
    else if (event.key === "Escape") setCalling(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { found, at, choose, look, onKeyDown, close: () => setCalling(undefined) };
}

function useCallable(): Callable[] {
  const nameOf = useNameOf();
  const members = useCatalog("members") ?? [];
  const departments = useCatalog("departments") ?? [];
  return [
    ...members.filter((one) => !one.retired).map(({ id, name }) => ({ kind: "member" as const, id, name })),
    ...departments
      .filter((one) => !one.retired)
      .map((one) => ({ kind: "department" as const, id: one.id, name: nameOf(one) })),
  ];
}
