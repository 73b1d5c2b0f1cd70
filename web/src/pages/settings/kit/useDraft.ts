/** What was typed into a form and not saved yet; it outlives reloads and expired sessions in this tab. */
import { useCallback, useState } from "react";
import { same } from "./model";
import type { Draft } from "./spec";

const keyOf = (of: string) => `docket.settings.${of}`;

export function useDraft(of: string, begin: () => Draft) {
  const [start] = useState(begin);
  const [draft, setDraft] = useState<Draft>(() => ({ ...start, ...read(of) }));
  const [wasKept] = useState(() => read(of) !== undefined);
  const set = useCallback(
    (next: Draft) => {
      setDraft(next);
      if (same(next, start)) sessionStorage.removeItem(keyOf(of));
      else sessionStorage.setItem(keyOf(of), JSON.stringify(next));
    },
    [of, start],
  );
  const forget = useCallback(() => sessionStorage.removeItem(keyOf(of)), [of]);
  const discard = () => {
    forget();
    setDraft(start);
  };
  return { draft, set, forget, discard, wasKept };
}

function read(of: string): Draft | undefined {
  try {
    const kept = sessionStorage.getItem(keyOf(of));
    return kept === null ? undefined : (JSON.parse(kept) as Draft);
  } catch {
    return undefined;
  }
}
