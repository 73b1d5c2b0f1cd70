/** Reads the charts again when tickets change, not more often than people can follow. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useLive } from "#/live/stream";

const PAUSE_MS = 2_000;
const TELLING = new Set(["ticket", "sla", "status", "priority", "department", "calendar"]);

export function useReportsLive(): void {
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useLive((event) => {
    if (timer.current !== undefined || !TELLING.has(event.category)) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      void queries.invalidateQueries({ queryKey: ["report"] });
    }, PAUSE_MS);
  });
}
