/** Parts of forms that several kinds have. */
import { m } from "#/paraglide/messages.js";
import type { Spec, Variant } from "../kit/spec";
import { DAYS } from "../kit/words";

/** Programs name the setting by it. */
export const keySpec: Spec = {
  name: "key",
  type: "text",
  ltr: true,
  fixed: true,
  label: m.settings_key,
  hint: m.settings_key_hint,
};

const interval: Spec[] = [
  { name: "from", type: "time", label: m.settings_hours_from },
  { name: "to", type: "time", label: m.settings_hours_to },
];

/** The hours of a week, day by day. */
export const weeklySpec: Spec = {
  name: "weekly",
  type: "object",
  label: m.settings_hours,
  hint: m.settings_hours_hint,
  part: {
    specs: DAYS.map(([day, label]) => ({
      name: day,
      label,
      type: "list",
      inline: true,
      add: m.settings_hours_add,
      part: { specs: interval, fresh: () => ({ from: "09:00", to: "17:00" }) },
    })),
  },
};

export const forAll: Variant = { type: "all", label: m.settings_scope_all, specs: [] };
export const forDepartments: Variant = {
  type: "department",
  label: m.settings_scope_departments,
  specs: [{ name: "ids", type: "multi", from: "departments", label: m.settings_departments_title, required: true }],
  fresh: () => ({ ids: [] }),
};
