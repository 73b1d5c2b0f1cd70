/** What the form of a rule asks: when it is set off, on which tickets, and what it does then. */
import { m } from "#/paraglide/messages.js";
import type { Section } from "../../kit/spec";
import { EVENTS } from "../../kit/words";
import { RULE_ACTIONS } from "../actions";
import { TIMERS } from "./timers";

export const WHEN: Section = {
  title: m.settings_rules_when,
  specs: [
    {
      name: "timer",
      type: "variant",
      variants: TIMERS,
      none: m.settings_rules_no_timer,
      label: m.settings_rules_timer,
    },
    {
      name: "on",
      type: "multi",
      from: EVENTS,
      label: m.settings_rules_on,
      hint: m.settings_rules_on_hint,
      shown: ({ timer }) => timer === null,
      hidden: [],
    },
  ],
};

export const IF: Section = {
  title: m.settings_rules_if,
  specs: [
    {
      name: "when",
      type: "condition",
      scope: "rule",
      label: m.settings_rules_condition,
      hint: m.settings_rules_condition_hint,
    },
  ],
};

export const THEN: Section = {
  title: m.settings_rules_then,
  specs: [
    {
      name: "do",
      type: "list",
      label: m.settings_actions,
      one: m.settings_actions_one,
      add: m.settings_actions_add,
      variants: RULE_ACTIONS,
    },
    { name: "stop", type: "switch", label: m.settings_rules_stop },
  ],
};
