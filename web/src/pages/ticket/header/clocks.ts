/** How the promises on a ticket stand, as words and meanings. */
import type { Schemas } from "#/api/client";
import { dateTime, duration } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";

export type Clock = Schemas["Clock"];
export type Tone = "danger" | "warning" | "success" | "quiet" | "plain";

const ENDED = new Set<Clock["state"]>(["met", "missed", "stopped"]);
const GRAVITY: Record<Clock["state"], number> = {
  breached: 0,
  warning: 1,
  running: 2,
  paused: 3,
  missed: 4,
  met: 5,
  stopped: 6,
};

export const clockName = (clock: Clock): string =>
  ({
    first_response: m.ticket_clock_first_response,
    next_response: m.ticket_clock_next_response,
    resolution: m.ticket_clock_resolution,
    due_date: m.ticket_clock_due_date,
  })[clock.clock]();

export function toneOf(clock: Clock): Tone {
  if (clock.state === "breached" || clock.state === "missed") return "danger";
  if (clock.state === "warning") return "warning";
  if (clock.state === "met") return "success";
  return clock.state === "running" ? "plain" : "quiet";
}

/** What has to be looked at first: what is late, then what is due next, then what is done. */
export function byUrgency(clocks: Clock[]): Clock[] {
  const due = (clock: Clock) => Date.parse(clock.due_at ?? "") || Number.POSITIVE_INFINITY;
  return [...clocks].sort((a, b) => GRAVITY[a.state] - GRAVITY[b.state] || due(a) - due(b));
}

export const isRunning = (clock: Clock): boolean => !ENDED.has(clock.state);

/** "2 hr 5 min left", by the wall clock where it runs to a moment, else by what the server counted. */
export function standing(clock: Clock, now: Date): string {
  if (clock.state === "met") return m.ticket_clock_met();
  if (clock.state === "missed") return m.ticket_clock_missed();
  if (clock.state === "stopped") return m.ticket_clock_stopped();
  const left = clock.due_at ? (Date.parse(clock.due_at) - now.getTime()) / 1000 : (clock.remaining_seconds ?? 0);
  if (clock.state === "paused") return m.ticket_clock_paused({ left: duration(left) });
  if (clock.state === "breached" || left < 0) return m.ticket_clock_late({ time: duration(left) });
  return m.ticket_clock_left({ time: duration(left) });
}

export const dueWords = (clock: Clock): string => (clock.due_at ? dateTime(clock.due_at) : "");
