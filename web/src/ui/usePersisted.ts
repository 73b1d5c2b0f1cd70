/** A choice that this device remembers. */
import { useCallback, useState } from "react";

export function usePersisted<T>(key: string, usual: T): [T, (value: T) => void] {
  const [value, set] = useState<T>(() => read(key) ?? usual);
  const keep = useCallback(
    (next: T) => {
      localStorage.setItem(key, JSON.stringify(next));
      set(next);
    },
    [key],
  );
  return [value, keep];
}

function read<T>(key: string): T | undefined {
  try {
    const kept = localStorage.getItem(key);
    return kept === null ? undefined : (JSON.parse(kept) as T);
  } catch {
    return undefined;
  }
}
