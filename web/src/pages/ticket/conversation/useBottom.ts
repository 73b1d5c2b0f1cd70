/** Stays at the newest message while one is there, and never moves what somebody reads further up. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Message } from "#/api/tickets";

const NEAR_PX = 60;

export function useBottom(messages: Message[] | undefined, waiting: number) {
  const box = useRef<HTMLElement>(null);
  const inner = useRef<HTMLDivElement>(null);
  const pinned = useRef(true);
  const fromBottom = useRef(0);
  const before = useRef<{ first: string | undefined; last: string | undefined }>({ first: undefined, last: undefined });
  const [unseen, setUnseen] = useState(0);

  const settle = useCallback(() => {
    const element = box.current;
    if (element && pinned.current) element.scrollTop = element.scrollHeight;
  }, []);

  const onScroll = () => {
    const element = box.current;
    if (!element) return;
    fromBottom.current = element.scrollHeight - element.scrollTop;
    pinned.current = fromBottom.current - element.clientHeight < NEAR_PX;
    if (pinned.current) setUnseen(0);
  };

  useLayoutEffect(() => {
    const element = box.current;
    if (!element || !messages) return;
    const now = { first: messages[0]?.id, last: messages.at(-1)?.id };
    const old = before.current;
    before.current = now;
    if (pinned.current) return settle();
    if (old.first !== now.first && old.last === now.last) element.scrollTop = element.scrollHeight - fromBottom.current;
    const known = messages.findIndex((message) => message.id === old.last);
    if (old.last !== now.last && known >= 0) setUnseen((count) => count + messages.length - 1 - known);
  }, [messages, settle]);

  useEffect(() => {
    if (waiting === 0) return;
    pinned.current = true;
    settle();
  }, [waiting, settle]);

  const ready = messages !== undefined;
  useEffect(() => {
    if (!ready || !inner.current || !box.current) return;
    const observer = new ResizeObserver(settle);
    observer.observe(inner.current);
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [ready, settle]);

  const toBottom = () => {
    pinned.current = true;
    setUnseen(0);
    settle();
  };
  return { box, inner, unseen, toBottom, onScroll };
}
