/** Parts that come when they are wanted, also where the network breaks or the program is upgraded meanwhile. */
import { type ComponentProps, type ComponentType, lazy, useState } from "react";

const LOOK_MS = 2_000;
const RELOADED = "docket.reloaded";
/** Reloading again so soon would help no more than it did. */
const SOON_MS = 20_000;

/**
 * `React.lazy` whose part is waited for over a break. What was brought `ahead` is drawn at once: React shows what has to
 * be waited for no sooner than 300 ms after it began to wait, however soon it came.
 */
// biome-ignore lint/suspicious/noExplicitAny: as React.lazy itself says it
export function lazily<T extends ComponentType<any>>(load: () => Promise<{ default: T }>) {
  let brought: T | undefined;
  const keep = (part: { default: T }) => {
    brought = part.default;
    return part;
  };
  const Awaited = lazy(() => dressed(load).then(keep));
  // biome-ignore lint/correctness/noComponentHookFactories: made once for each part, as React.lazy's are
  function Part(props: ComponentProps<T>) {
    const [Drawn] = useState<ComponentType<ComponentProps<T>>>(
      () => (brought ?? Awaited) as ComponentType<ComponentProps<T>>,
    );
    return <Drawn {...props} />;
  }
  /** What fails is brought when it is needed. */
  const ahead = () => withStyles(load).then(keep, () => undefined);
  return Object.assign(Part, { ahead });
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
export const dressed = <T,>(load: () => Promise<T>): Promise<T> => patiently(() => withStyles(load));

async function withStyles<T>(load: () => Promise<T>): Promise<T> {
  const [part] = await Promise.all([load(), import("#/styles/more")]);
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
