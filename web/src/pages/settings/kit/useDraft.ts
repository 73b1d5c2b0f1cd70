/** What was typed into a form and not saved yet; it outlives reloads and expired sessions in this tab. */
import { useCallback, useState } from "react";
import { same } from "./model";
import { clashes, differing, rebased } from "./rebase";
import type { Draft } from "./spec";

const keyOf = (of: string) => `docket.settings.${of}`;

/**
 * `begin` is what is there in its version. When that changes meanwhile, by others or by what stands beside the form, what
 * was not typed follows; `version` stays behind only where somebody else changed the very same part.
 */
export function useDraft(of: string, version: number, begin: () => Draft) {
  const [state, setState] = useState(() => {
    const start = begin();
    return { start, read: version, version, draft: { ...start, ...read(of) } };
  });
  const [wasKept] = useState(() => read(of) !== undefined);
  if (version > state.read) {
    const next = begin();
    const clash = clashes(state.draft, state.start, next);
    const draft = rebased(state.draft, state.start, next);
    setState({ start: next, read: version, version: clash ? state.version : version, draft });
  }
  const { start } = state;
  const set = useCallback(
    (draft: Draft) => {
      setState((now) => ({ ...now, draft }));
      if (same(draft, start)) sessionStorage.removeItem(keyOf(of));
      else sessionStorage.setItem(keyOf(of), JSON.stringify(differing(draft, start)));
    },
    [of, start],
  );
  const forget = useCallback(() => sessionStorage.removeItem(keyOf(of)), [of]);
  const discard = () => {
    forget();
    setState((now) => ({ ...now, draft: now.start, version: now.read }));
  };
  return { draft: state.draft, version: state.version, set, forget, discard, wasKept };
}

function read(of: string): Draft | undefined {
  try {
    const kept = sessionStorage.getItem(keyOf(of));
    return kept === null ? undefined : (JSON.parse(kept) as Draft);
  } catch {
    return undefined;
  }
}
