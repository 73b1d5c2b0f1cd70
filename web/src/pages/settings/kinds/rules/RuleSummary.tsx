/** What a list says of a rule: whether it was parked, and what sets it off. */
import type { Schemas } from "#/api/client";
import { list } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { said } from "../../kit/options";
import { EVENTS } from "../../kit/words";
import { TIMER_NAMES } from "./timers";

export function RuleSummary({ setting }: { setting: object }) {
  const rule = setting as Schemas["Rule"];
  const timer = rule.timer as { type: string } | null;
  const events = rule.on.map((event) => said(EVENTS, event));
  return (
    <>
      {rule.parked && <strong>{m.settings_rules_parked({ reason: rule.parked.reason })}</strong>}
      <span>{timer ? said(TIMER_NAMES, timer.type) : list(events)}</span>
    </>
  );
}
