/** Keeps what was read in step with what happens: a ticket's own answers, settings, counts. */
import { useEffect } from "react";
import { queries } from "#/api/queries";
import { reread } from "#/live/reread";
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
    reread(queries, ["ticket", event.stream_id]);
    countsSoon();
  } else if (SETTINGS.has(category)) {
    reread(queries, ["catalog", PLURAL[category] ?? `${category}s`]);
    if (category === "member") reread(queries, ["me"]);
  } else {
    reread(queries, [`${category}s`]);
  }
}

function countsSoon(): void {
  if (waiting) return;
  waiting = true;
  setTimeout(() => {
    waiting = false;
    for (const queryKey of COUNTED) reread(queries, queryKey);
  }, COUNTS_MS);
}
