/** Dragging something to a place by the pointer, or picking it up with the space bar and moving it with the arrows. */
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { nameOf } from "#/keyboard/keys";

export type Held<T> = { item: T; from: string; target: string | undefined; x: number; y: number; byKeys: boolean };
export type Way = "forward" | "back" | "ArrowUp" | "ArrowDown";

type Given<T> = {
  drop: (item: T, target: string, from: string) => void;
  /** The place next to another one, if there is one. */
  next: (target: string, way: Way) => string | undefined;
  disabled?: boolean;
};

const FAR = 6;
const WAYS = new Set<string>(["forward", "back", "ArrowUp", "ArrowDown"]);

export function useDragging<T>({ drop, next, disabled = false }: Given<T>) {
  const [held, setHeld] = useState<Held<T>>();
  const end = useRef<() => void>(() => {});
  useEffect(() => () => end.current(), []);

  const release = (at: Held<T>, drops: boolean) => {
    setHeld(undefined);
    if (drops && at.target !== undefined && at.target !== at.from) drop(at.item, at.target, at.from);
  };

  const onPointerDown = (item: T, from: string) => (event: PointerEvent) => {
    if (disabled || event.button !== 0 || (event.pointerType === "touch" && !isGrip(event.target))) return;
    end.current = followPointer<T>({ item, from, x: event.clientX, y: event.clientY }, setHeld, release);
  };

  const onKeyDown = (item: T, from: string) => (event: KeyboardEvent) => {
    const name = nameOf(event.nativeEvent);
    if (!held) {
      if (name !== " " || disabled) return;
      setHeld({ item, from, target: from, x: 0, y: 0, byKeys: true });
    } else if (WAYS.has(name)) {
      const target = next(held.target ?? held.from, name as Way);
      if (target !== undefined) setHeld({ ...held, target });
    } else if (name === " " || name === "Enter") release(held, true);
    else if (name === "Escape" || name === "Tab") release(held, false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return { held, onPointerDown, onKeyDown };
}

const isGrip = (target: EventTarget) => target instanceof Element && target.closest("[data-grip]") !== null;

type Begun<T> = { item: T; from: string; x: number; y: number };

/** From the press until it is let go; a move of a few pixels is a click still. */
function followPointer<T>(
  begun: Begun<T>,
  show: (held: Held<T>) => void,
  release: (held: Held<T>, drops: boolean) => void,
): () => void {
  let held: Held<T> | undefined;
  const ends = new AbortController();
  const { signal } = ends;
  const move = (event: globalThis.PointerEvent) => {
    const far = Math.hypot(event.clientX - begun.x, event.clientY - begun.y);
    if (!held && far < FAR) return;
    event.preventDefault();
    const target = targetAt(event.clientX, event.clientY);
    held = { ...begun, target, x: event.clientX, y: event.clientY, byKeys: false };
    show(held);
  };
  const stop = (drops: boolean) => () => {
    ends.abort();
    if (!held) return;
    swallowClick();
    release(held, drops);
  };
  window.addEventListener("pointermove", move, { signal });
  window.addEventListener("pointerup", stop(true), { signal });
  window.addEventListener("pointercancel", stop(false), { signal });
  window.addEventListener("keydown", (event) => event.key === "Escape" && stop(false)(), { signal });
  return () => ends.abort();
}

function targetAt(x: number, y: number): string | undefined {
  const place = document.elementFromPoint(x, y)?.closest<HTMLElement>("[data-target]");
  return place?.dataset.target;
}

/** Letting go is no click. */
function swallowClick(): void {
  const swallow = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener("click", swallow, { capture: true }), 50);
}
