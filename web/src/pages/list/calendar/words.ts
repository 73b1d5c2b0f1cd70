/** Days in words. */
import { date, weekday as shortWeekday } from "#/i18n/format";
import { dateOf } from "#/pages/list/calendar/days";

export const weekday = (day: string) => shortWeekday(dateOf(day));
export const fullDate = (day: string) => date(dateOf(day));
