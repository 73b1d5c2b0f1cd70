/** Short words at the edge of the screen: what was done, with a way back, or what could not be done. */

const UNDO_MS = 10_000;
const SAID_MS = 4_000;
const FAILED_MS = 12_000;

export type Toast = {
  id: string;
  kind: "done" | "failed";
  title?: string;
  message: string;
  for: number;
  undo?: () => void;
};

let show: ((toast: Toast) => void) | undefined;
let waiting: Toast[] = [];
let wanted: (() => void) | undefined;

/** Tells what was done; `undo` takes it back within ten seconds. */
export function done(message: string, undo?: () => void): void {
  const id = crypto.randomUUID();
  say(undo ? { id, kind: "done", message, for: UNDO_MS, undo } : { id, kind: "done", message, for: SAID_MS });
}

/** Tells what could not be done, and why. */
export function failed(what: string, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  say({ id: crypto.randomUUID(), kind: "failed", title: what, message, for: FAILED_MS });
}

function say(toast: Toast): void {
  if (show) {
    show(toast);
    return;
  }
  waiting.push(toast);
  wanted?.();
}

/** Is called when there is something to show and nobody who shows it. */
export function onFirstToast(listener: () => void): () => void {
  wanted = listener;
  if (waiting.length > 0) listener();
  return () => {
    wanted = undefined;
  };
}

/** Shows toasts from now on, those that waited first. */
export function showWith(shower: (toast: Toast) => void): () => void {
  show = shower;
  for (const toast of waiting) shower(toast);
  waiting = [];
  return () => {
    show = undefined;
  };
}
