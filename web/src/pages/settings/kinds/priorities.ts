/** Priorities: how urgent a ticket is, the most urgent first. */
import { IconFlag } from "@tabler/icons-react";
import { m } from "#/paraglide/messages.js";
import type { Kind } from "../kit/spec";
import { keySpec } from "./parts";

export const priorities: Kind = {
  path: "priorities",
  group: "tickets",
  icon: IconFlag,
  title: m.settings_priorities_title,
  about: m.settings_priorities_about,
  add: m.settings_priorities_add,
  none: m.settings_priorities_none,
  change: "settings.priorities",
  order: { by: "order", highestFirst: true },
  fresh: () => ({ names: {}, colour: "blue" }),
  sections: [
    {
      specs: [
        { name: "names", type: "names", label: m.common_name, required: true },
        keySpec,
        { name: "colour", type: "colour", label: m.settings_colour },
      ],
    },
  ],
};
