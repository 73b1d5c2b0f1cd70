/** Parts that come when they are wanted, also where the network breaks or the program is upgraded meanwhile. */
import { type ComponentType, lazy } from "react";

const LOOK_MS = 2_000;
const RELOADED = "docket.reloaded";
/** Reloading again so soon would help no more than it did. */
const SOON_MS = 20_000;

/** `React.lazy` whose part is waited for over a break. */
// biome-ignore lint/suspicious/noExplicitAny: as React.lazy itself says it
export function lazily<T extends ComponentType<any>>(load: () => Promise<{ default: T }>) {
  return lazy(() => dressed(load));
}

/**
 * What `load` brings. Where that fails the page is loaded anew as soon as the server answers: the part may have another
 * name by then. Drafts survive that.
 */
export async function patiently<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    await reachable();
    if (Date.now() - Number(sessionStorage.getItem(RELOADED) ?? 0) < SOON_MS) throw error;
    sessionStorage.setItem(RELOADED, String(Date.now()));
    location.reload();
    return new Promise<never>(() => undefined);
  }
}

/** With the style sheets that only some parts need. */
export async function dressed<T>(load: () => Promise<T>): Promise<T> {
  const [part] = await patiently(() => Promise.all([load(), import("#/styles/more")]));
  return part;
}

async function reachable(): Promise<void> {
  for (;;) {
    const answered = await fetch("/healthz", { cache: "no-store" }).then(
      (response) => response.ok,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
