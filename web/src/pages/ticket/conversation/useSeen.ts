/** Up to which message one had looked when one came; this device remembers it per ticket. */
import { useEffect, useRef, useState } from "react";
import { useMe } from "#/api/me";
import type { Message } from "#/api/tickets";

export function useSeen(ticket: string, messages: Message[] | undefined): string | undefined {
  const me = useMe();
  const key = `docket.seen.${me.id}.${ticket}`;
  const [seen] = useState(() => localStorage.getItem(key) ?? undefined);
  const newest = useRef<string>(undefined);
  const last = messages?.at(-1)?.created_at;
  useEffect(() => {
    newest.current = last;
  }, [last]);
  useEffect(() => {
    const keep = () => newest.current && localStorage.setItem(key, newest.current);
    window.addEventListener("pagehide", keep);
    return () => {
      window.removeEventListener("pagehide", keep);
      keep();
    };
  }, [key]);
  return seen;
}
