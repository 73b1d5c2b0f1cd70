/** Work for when the page has been looked at for a while. */
import { useEffect } from "react";
import { whenIdle } from "#/ui/idle";

/** After so long somebody who opened a page will press something. */
const READ_MS = 1_000;

/** Calls `work` once, when there is nothing else to do; it must be the same function at each draw. */
export function useOnceRead(work: () => unknown): void {
  useEffect(() => {
    let takeBack: () => void = () => undefined;
    const timer = setTimeout(() => {
      takeBack = whenIdle(work);
    }, READ_MS);
    return () => {
      clearTimeout(timer);
      takeBack();
    };
  }, [work]);
}
