/** Who else looks at a ticket or writes on it; told by a heartbeat, over by itself when that stops. */
import { useEffect, useState } from "react";
import { ApiError, answer, client, type Schemas } from "#/api/client";

export type Other = Schemas["PresenceList"]["others"][number];
export type Doing = "viewing" | "replying";

const BEAT_MS = 5_000;

/** Says what one does there, at once when it changes, and learns of the others. */
export function usePresence(ticket: string, doing: Doing, active: boolean): Other[] {
  const [others, setOthers] = useState<Other[]>([]);
  useEffect(() => {
    if (!active) return;
    const params = { path: { id: ticket } };
    let over = false;
    const beat = async () => {
      try {
        const told = await answer(client.PUT("/tickets/{id}/presence", { params, body: { doing } }));
        if (!over) setOthers((now) => (same(now, told.others) ? now : told.others));
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (!over) setOthers([]);
      }
    };
    void beat();
    const timer = setInterval(() => void beat(), BEAT_MS);
    return () => {
      over = true;
      clearInterval(timer);
    };
  }, [ticket, doing, active]);
  useEffect(() => {
    const leave = () =>
      void client
        .DELETE("/tickets/{id}/presence", { params: { path: { id: ticket } }, keepalive: true })
        .catch(() => undefined);
    if (!active) return;
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [ticket, active]);
  return others;
}

const same = (a: Other[], b: Other[]) => JSON.stringify(a) === JSON.stringify(b);
