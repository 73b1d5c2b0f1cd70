/** What is promised: how soon somebody answers, answers again, and is done. */
import { m } from "#/paraglide/messages.js";
import type { Spec } from "../kit/spec";

export const targetSpecs: Spec[] = [
  { name: "first_response", type: "duration", label: m.settings_clock_first_response },
  { name: "next_response", type: "duration", label: m.settings_clock_next_response },
  { name: "resolution", type: "duration", label: m.settings_clock_resolution },
];
