/** The live stream of events: one connection for the whole console, that misses nothing over a break. */
import { useEffect, useRef, useSyncExternalStore } from "react";
import { type Schemas, sawPosition } from "#/api/client";
import { queries } from "#/api/queries";
import { messages } from "#/live/sse";
import { whenIdle } from "#/ui/idle";

export type LiveEvent = Schemas["Event"];
export type Connection = "connecting" | "live" | "broken";
type Listener = (event: LiveEvent) => void;

const ADDRESS = "/api/v1/events/stream";
const PAUSE_MS = 1_000;
/** People look at the screen when the network is back: it is not to take much longer then. */
const LONGEST_PAUSE_MS = 5_000;
/** The server says something every fifteen seconds; a connection that is silent for longer is dead. */
const SILENCE_MS = 40_000;

const listeners = new Set<Listener>();
const watchers = new Set<() => void>();
let last: number | undefined;
let stoodBefore = false;
let connection: Connection = "connecting";

/** Follows until the signal ends it; a broken connection goes on where it broke. */
export async function followLive(signal: AbortSignal): Promise<void> {
  last = undefined;
  stoodBefore = false;
  let pause = PAUSE_MS;
  while (!signal.aborted) {
    try {
      await follow(signal, () => {
        pause = PAUSE_MS;
      });
    } catch {
      // told by the banner
    }
    if (signal.aborted) return;
    became("broken");
    await patience(pause, signal);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}

async function follow(signal: AbortSignal, isOpen: () => void): Promise<void> {
  const silence = new AbortController();
  const ends = AbortSignal.any([signal, silence.signal]);
  const headers: HeadersInit = last === undefined ? {} : { "Last-Event-ID": String(last) };
  const response = await fetch(ADDRESS, { headers, signal: ends });
  if (!response.ok || response.body === null) throw new Error(`the stream answers ${response.status}`);
  isOpen();
  became("live");
  if (last === undefined) {
    const stands = Date.now();
    const again = stoodBefore;
    whenIdle(() => catchUpBefore(stands, again));
  }
  stoodBefore = true;
  await messages(response.body, { onMessage: tell, onSilence: () => silence.abort(), silence: SILENCE_MS });
}

const opened = new Set<(again: boolean) => void>();

/**
 * Is called when the stream stands and nothing tells where it left off: what was read before may lack what happened in
 * between. That is so for the first time, and `again` after a break before which nothing was heard.
 */
export function onOpened(listener: (again: boolean) => void): void {
  opened.add(listener);
}

function catchUpBefore(moment: number, again: boolean): void {
  for (const listener of opened) listener(again);
  // which id a number has never changes
  const is = (query: { queryKey: readonly unknown[]; state: { dataUpdatedAt: number } }) =>
    query.queryKey[0] !== "ticket-number" && query.state.dataUpdatedAt < moment;
  void queries.invalidateQueries({ predicate: is });
}

function tell(data: string): void {
  const event = JSON.parse(data) as LiveEvent;
  last = event.position;
  sawPosition(event.position);
  for (const listener of listeners) listener(event);
}

/** Waits, but not longer than until the network is back. */
function patience(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener("online", done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    window.addEventListener("online", done);
    signal.addEventListener("abort", done);
  });
}

function became(state: Connection): void {
  if (connection === state) return;
  connection = state;
  for (const watcher of watchers) watcher();
}

export function onLive(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Calls back with each event while the component is there. */
export function useLive(listener: Listener): void {
  const newest = useRef(listener);
  useEffect(() => {
    newest.current = listener;
  });
  useEffect(() => onLive((event) => newest.current(event)), []);
}

export function useConnection(): Connection {
  return useSyncExternalStore(watch, () => connection);
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}
