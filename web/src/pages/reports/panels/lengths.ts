/** Stretches of waiting: what they are called, and which tickets had them. */
import { number } from "#/i18n/format";
import type { ListSearch } from "#/pages/list/search";
import { m } from "#/paraglide/messages.js";
import { condition, listOf, type Report, timeOf } from "../filter";

/** Short, in one unit: the bounds of bars are round. */
function short(seconds: number, narrow: boolean): string {
  const [unit, size] = seconds < 3_600 ? ["minute", 60] : seconds < 86_400 ? ["hour", 3_600] : ["day", 86_400];
  return number(seconds / Number(size), {
    style: "unit",
    unit: String(unit),
    unitDisplay: narrow ? "narrow" : "short",
  });
}

export function lengthName(from: number, to: number | null | undefined, narrow = false): string {
  if (to === null || to === undefined)
    return narrow ? `≥ ${short(from, true)}` : m.reports_over({ length: short(from, false) });
  if (narrow) return `< ${short(to, true)}`;
  if (from === 0) return m.reports_under({ length: short(to, false) });
  return m.reports_between({ from: short(from, false), to: short(to, false) });
}

/** The tickets that were first answered in the time of the report, so long after they were opened. */
export function answeredWithin(report: Report, from: number, to: number | null | undefined): ListSearch {
  const time = timeOf(report);
  const leaf = (op: "ge" | "lt", value: string) => ({ path: "first_response_at", op, value });
  const later = (seconds: number) => `created_at+${seconds / 60}m`;
  return listOf(
    report,
    condition({
      all: [
        leaf("ge", time.from),
        ...(time.to ? [leaf("lt", time.to)] : []),
        ...(from > 0 ? [leaf("ge", later(from))] : []),
        ...(typeof to === "number" ? [leaf("lt", later(to))] : []),
      ],
    }),
  );
}
