/** How far back one may try a rule or a policy. */
import { m } from "#/paraglide/messages.js";
import type { Words } from "../kit/options";

const DAY_MS = 86_400_000;

export const PERIODS: Words = [
  ["7", m.settings_try_week],
  ["30", m.settings_try_month],
  ["90", m.settings_try_quarter],
  ["365", m.settings_try_year],
];

export const sinceOf = (days: string, now = Date.now()) => new Date(now - Number(days) * DAY_MS).toISOString();
