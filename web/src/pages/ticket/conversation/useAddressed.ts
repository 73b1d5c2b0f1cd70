/** An address may name a message: earlier ones are read until it is there, then the page leads to it, once. */
import { useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { Message } from "#/api/tickets";
import { lead, messageIn } from "./lead";

type Read = { messages: Message[] | undefined; hasEarlier: boolean; isReading: boolean; earlier: () => void };

export function useAddressed({ messages, hasEarlier, isReading, earlier }: Read): void {
  const meant = useLocation({ select: (location) => messageIn(location.hash) });
  const led = useRef<string>(undefined);
  useEffect(() => {
    if (meant === undefined || messages === undefined || led.current === meant) return;
    if (lead(meant)) led.current = meant;
    else if (hasEarlier && !isReading) earlier();
  }, [meant, messages, hasEarlier, isReading, earlier]);
}
