/** Keys that do something, from wherever they are offered; the keyboard map shows those in force. */
import { useEffect, useRef, useSyncExternalStore } from "react";
import { directionOf } from "#/i18n/locale";
import { getLocale } from "#/paraglide/runtime.js";

export type Key = { what: () => string; run: () => void; always?: boolean };
/** By key: "j", "?", "mod+k", "g t" (one after the other), "forward" and "back" (arrows, mirrored with the page). */
export type Keys = Record<string, Key>;

const SECOND_KEY_MS = 1_200;

type Layer = { current: Keys };
let layers: Layer[] = [];
let shown: ReadonlyArray<[string, Key]> = [];
const watchers = new Set<() => void>();
let first: { key: string; at: number } | undefined;

/** Offers keys while the component is there; the component that came last wins. */
export function useKeys(keys: Keys): void {
  const layer = useRef<Keys>(keys);
  useEffect(() => {
    layer.current = keys;
  });
  useEffect(() => {
    layers = [layer, ...layers];
    changed();
    return () => {
      layers = layers.filter((other) => other !== layer);
      changed();
    };
  }, []);
}

/** All keys in force, for the keyboard map. */
export function useKeyboardMap(): ReadonlyArray<[string, Key]> {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => shown,
  );
}

function changed(): void {
  const all = new Map<string, Key>();
  for (const layer of [...layers].reverse())
    for (const [name, key] of Object.entries(layer.current)) all.set(name, key);
  shown = [...all];
  for (const watcher of watchers) watcher();
}

function find(name: string): Key | undefined {
  return layers.map((layer) => layer.current[name]).find((key) => key !== undefined);
}

/** What was pressed, as it is called here. Letters count by their place, so that they work in Arabic and Hebrew too. */
export function nameOf(event: KeyboardEvent): string {
  const mod = event.ctrlKey || event.metaKey ? "mod+" : "";
  const rtl = directionOf(getLocale()) === "rtl";
  if (event.key === "ArrowLeft") return `${mod}${rtl ? "forward" : "back"}`;
  if (event.key === "ArrowRight") return `${mod}${rtl ? "back" : "forward"}`;
  const isLetter = /^\p{L}$/u.test(event.key);
  if (isLetter && event.code.startsWith("Key")) {
    const letter = event.code.slice(3).toLowerCase();
    return `${mod}${event.shiftKey ? "shift+" : ""}${letter}`;
  }
  if (event.key === "?" || event.key === "؟") return "?";
  if (event.code === "Slash" && !mod) return event.shiftKey ? "?" : "/";
  return `${mod}${event.key}`;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('[role="menu"], [role="listbox"], [role="dialog"]')) return true;
  return target.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button])");
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const name = nameOf(event);
  const waiting = first !== undefined && Date.now() - first.at < SECOND_KEY_MS ? `${first.key} ${name}` : undefined;
  first = undefined;
  const key = (waiting && find(waiting)) || find(name);
  const typing = isTyping(event.target);
  if (key && (!typing || key.always)) {
    event.preventDefault();
    key.run();
  } else if (!typing && shown.some(([other]) => other.startsWith(`${name} `))) {
    first = { key: name, at: Date.now() };
  }
});
