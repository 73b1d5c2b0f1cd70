/** Keeps settings that only these pages show in step with what others do. */
import { useLive } from "#/live/stream";
import { changed } from "./kit/api";

const KINDS: Record<string, string> = {
  role: "roles",
  rule: "rules",
  calendar: "calendars",
  sla_policy: "sla_policies",
  view: "views",
  api_key: "api_keys",
};

export function useLiveSettings(): void {
  useLive((event) => {
    const kind = KINDS[event.type.split(".")[0] ?? ""];
    if (kind) void changed(kind);
  });
}
