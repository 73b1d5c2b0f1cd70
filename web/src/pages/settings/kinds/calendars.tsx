/** Business calendars: which hours count, and the holidays that do not. */
import { IconCalendarTime } from "@tabler/icons-react";
import type { Schemas } from "#/api/client";
import { lazily } from "#/app/patient";
import { number } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import type { Kind, Spec } from "../kit/spec";
import { keySpec, weeklySpec } from "./parts";

const HOLIDAY: Spec[] = [
  { name: "name", type: "text", label: m.common_name, required: true },
  { name: "first", type: "date", label: m.settings_calendars_first },
  { name: "last", type: "date", label: m.settings_calendars_last },
  { name: "from", type: "time", label: m.settings_hours_from },
  { name: "to", type: "time", label: m.settings_hours_to },
  { name: "yearly", type: "switch", label: m.settings_calendars_yearly },
];

const usualHours = () => [{ from: "09:00", to: "17:00" }];

export const calendars: Kind = {
  path: "calendars",
  group: "time",
  icon: IconCalendarTime,
  title: m.settings_calendars_title,
  about: m.settings_calendars_about,
  add: m.settings_calendars_add,
  none: m.settings_calendars_none,
  change: "settings.calendars",
  fresh: () => ({
    names: {},
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    weekly: {
      sunday: usualHours(),
      monday: usualHours(),
      tuesday: usualHours(),
      wednesday: usualHours(),
      thursday: usualHours(),
    },
    holidays: [],
  }),
  Summary: ({ setting }) => {
    const { time_zone, holidays } = setting as unknown as Schemas["BusinessCalendar"];
    return (
      <>
        <bdi dir="ltr">{time_zone}</bdi>
        <span>{m.settings_count_holidays({ count: holidays.length, n: number(holidays.length) })}</span>
      </>
    );
  },
  Extra: lazily(() => import("../extras/ImportHolidays")),
  sections: [
    {
      specs: [
        { name: "names", type: "names", label: m.common_name, required: true },
        keySpec,
        { name: "time_zone", type: "select", from: "time_zones", label: m.settings_customer_time_zone },
      ],
    },
    { specs: [weeklySpec] },
    {
      specs: [
        {
          name: "holidays",
          type: "list",
          inline: true,
          label: m.settings_calendars_holidays,
          hint: m.settings_calendars_holidays_hint,
          add: m.settings_calendars_holidays_add,
          part: { specs: HOLIDAY, fresh: () => ({ name: "", first: new Date().toISOString().slice(0, 10) }) },
        },
      ],
    },
  ],
};
