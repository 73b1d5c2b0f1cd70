/** Rules: when this happened, and the ticket looks so, then do that. */
import { IconRobot } from "@tabler/icons-react";
import { lazily } from "#/app/patient";
import { m } from "#/paraglide/messages.js";
import type { Kind } from "../kit/spec";
import { RuleSummary } from "./rules/RuleSummary";
import { IF, THEN, WHEN } from "./rules/sections";

export const rules: Kind = {
  path: "rules",
  group: "automation",
  icon: IconRobot,
  title: m.settings_rules_title,
  about: m.settings_rules_about,
  add: m.settings_rules_add,
  none: m.settings_rules_none,
  see: "automation.read",
  change: "automation.change",
  order: { by: "position" },
  fresh: () => ({ on: ["ticket.created"], do: [], stop: false, active: true }),
  Summary: RuleSummary,
  Extra: lazily(() => import("../extras/TryRule")),
  sections: [
    {
      specs: [
        { name: "name", type: "text", label: m.common_name, required: true },
        { name: "active", type: "switch", label: m.settings_active },
      ],
    },
    WHEN,
    IF,
    THEN,
  ],
};
