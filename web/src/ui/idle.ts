/** Work that can wait until the browser has nothing better to do. */

/** At the latest after so long. */
const AT_LATEST_MS = 1_000;

/** Calls back when the browser is idle; what it returns takes that back. */
export function whenIdle(work: () => void): () => void {
  // Safari does not know it
  if (!("requestIdleCallback" in window)) {
    const timer = setTimeout(work, 50);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(work, { timeout: AT_LATEST_MS });
  return () => cancelIdleCallback(handle);
}

export function idle(): Promise<void> {
  return new Promise((resolve) => {
    whenIdle(resolve);
  });
}
