/** States of deliveries, and what may be done in each of them. */
import { m } from "#/paraglide/messages.js";
import type { Words } from "../kit/options";

export type Step = "resend" | "park" | "cancel";

export const STATES: Words = [
  ["waiting", m.settings_outbox_waiting],
  ["sending", m.settings_outbox_sending],
  ["sent", m.settings_outbox_sent],
  ["parked", m.settings_outbox_parked],
  ["cancelled", m.settings_outbox_cancelled],
];
export const KINDS: Words = [
  ["mail", m.settings_outbox_mail],
  ["webhook", m.settings_outbox_webhook],
  ["notification", m.settings_outbox_notification],
];
export const COLOURS: Record<string, string> = { sent: "teal", parked: "red" };
export const ACTIONS: ReadonlyArray<[Step, () => string]> = [
  ["resend", m.settings_outbox_resend],
  ["park", m.settings_outbox_park],
  ["cancel", m.settings_outbox_cancel],
];

const ALLOWED: Record<Step, string[]> = {
  resend: ["waiting", "sent", "parked", "cancelled"],
  park: ["waiting"],
  cancel: ["waiting", "parked"],
};

export const mayDo = (step: Step, state: string) => ALLOWED[step].includes(state);
