/** Keeps what was read in step with what happens: a ticket's own answers, settings, counts. */
import { useEffect } from "react";
import { queries } from "#/api/queries";
import { followLive, type LiveEvent, useLive } from "#/live/stream";

/** Counts, and what customers asked, are read again at most this often, however much happens. */
const COUNTS_MS = 1_500;
const COUNTED = [["counts"], ["customers", "tickets"], ["customers", "messages"]];
const SETTINGS = new Set(["status", "priority", "department", "member", "field", "field_group", "macro", "workspace"]);
const PLURAL: Record<string, string> = {
  status: "statuses",
  priority: "priorities",
  workspace: "workspace",
};

export function LiveQueries() {
  useEffect(() => {
    const end = new AbortController();
    void followLive(end.signal);
    return () => end.abort();
  }, []);
  useLive(refresh);
  return null;
}

let waiting = false;

function refresh(event: LiveEvent): void {
  const [category = ""] = event.type.split(".");
  if (category === "ticket") {
    void queries.invalidateQueries({ queryKey: ["ticket", event.stream_id] });
    countsSoon();
  } else if (SETTINGS.has(category)) {
    void queries.invalidateQueries({ queryKey: ["catalog", PLURAL[category] ?? `${category}s`] });
    if (category === "member") void queries.invalidateQueries({ queryKey: ["me"] });
  } else {
    void queries.invalidateQueries({ queryKey: [`${category}s`] });
  }
}

function countsSoon(): void {
  if (waiting) return;
  waiting = true;
  setTimeout(() => {
    waiting = false;
    for (const queryKey of COUNTED) void queries.invalidateQueries({ queryKey });
  }, COUNTS_MS);
}
