/** Answers that very many parts look at: one observer for all of them, since each of its own would cost more than they. */
import { type QueryKey, QueryObserver, type QueryObserverOptions } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { queries } from "#/api/queries";

export type Shared<T> = { subscribe: (watcher: () => void) => () => void; read: () => T | undefined };
type Asked<T> = QueryObserverOptions<T> & { queryKey: QueryKey; queryFn: () => Promise<T> };

/** What is asked for as long as somebody looks. */
export function shared<T>(asked: Asked<T>): Shared<T> {
  const watchers = new Set<() => void>();
  let end: () => void = () => undefined;
  const tell = () => {
    for (const watcher of watchers) watcher();
  };
  const subscribe = (watcher: () => void) => {
    watchers.add(watcher);
    // an observer of its own each time: what was observed may have been forgotten when somebody signed out
    if (watchers.size === 1) end = new QueryObserver<T>(queries, asked).subscribe(tell);
    return () => {
      watchers.delete(watcher);
      if (watchers.size === 0) end();
    };
  };
  return { subscribe, read: () => queries.getQueryData<T>(asked.queryKey) };
}

export function useShared<T>({ subscribe, read }: Shared<T>): T | undefined {
  return useSyncExternalStore(subscribe, read);
}
