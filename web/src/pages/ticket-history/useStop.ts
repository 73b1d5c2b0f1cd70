/** The stop that a knob is at: where it is dragged to at once, the rest of the page a moment later, when it is ready. */
import { useEffect, useRef, useState } from "react";

/** How long a knob rests before the page follows. */
const REST_MS = 60;

/** `follow` makes the page show a stop; `ready` fetches what it needs for that. */
export function useStop(shown: number, ready: (stop: number) => Promise<unknown>, follow: (stop: number) => void) {
  const [dragged, setDragged] = useState<number>();
  const wanted = useRef(shown);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    setDragged((stop) => (stop === shown ? undefined : stop));
  }, [shown]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const moveTo = (stop: number) => {
    wanted.current = stop;
    setDragged(stop);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const goOn = () => {
        if (wanted.current !== stop) return;
        follow(stop);
        if (stop === shown) setDragged(undefined);
      };
      ready(stop).then(goOn, goOn);
    }, REST_MS);
  };
  return { stop: dragged ?? shown, moveTo };
}
