/** The parts of an installation, and whether they are well. */
import type { Schemas } from "#/api/client";
import { m } from "#/paraglide/messages.js";
import type { Words } from "../kit/options";

type System = Schemas["SystemState"];

export const PARTS: Words = [
  ["catalog", m.settings_system_catalog],
  ["relay", m.settings_system_relay],
  ["automation", m.settings_system_automation],
  ["tickets", m.settings_system_tickets],
  ["messages", m.settings_system_messages],
  ["search", m.settings_system_search],
  ["customers", m.settings_system_customers],
  ["notifications", m.settings_system_notifications],
  ["intervals", m.settings_system_intervals],
  ["analytics", m.settings_system_analytics],
  ["bulk", m.settings_system_bulk],
];
export const STATES: Words = [
  ["live", m.settings_system_live],
  ["building", m.settings_system_building],
  ["retired", m.settings_system_retired],
];

export type Part = {
  name: string;
  state: string;
  lag?: number;
  build?: number;
  parked?: number;
  updated_at?: string;
  /** Why nothing is known of it. */
  none?: () => string;
};

/** What follows the log by itself comes first, then what lists are read from. */
export function partsOf({ catalog, relay, automation, projections }: System): Part[] {
  return [
    followed("catalog", catalog),
    followed("relay", relay, m.settings_system_no_relay),
    followed("automation", automation, m.settings_system_not_yet),
    ...projections.map(({ version, ...part }) => ({ ...part, build: version })),
  ];
}

function followed(name: string, progress: Schemas["Progress"] | null, none?: () => string): Part {
  if (progress) return { name, state: "live", lag: progress.lag };
  return { name, state: "live", ...(none && { none }) };
}

/** A few events are always on their way. */
const USUAL_LAG = 100;

export function healthOf(system: System): "fine" | "behind" | "stuck" {
  const inUse = system.projections.filter(({ state }) => state !== "retired");
  if (inUse.some(({ parked }) => parked > 0)) return "stuck";
  const lags = partsOf(system).filter(({ state }) => state !== "retired");
  return lags.some(({ lag = 0 }) => lag > USUAL_LAG) ? "behind" : "fine";
}
