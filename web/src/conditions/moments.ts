/** Moments and days as conditions compare them: to the microsecond, days among themselves. */

const MOMENT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,](\d{1,9}))?)?(?:Z|[+-]\d\d(?::?\d\d)?)$/i;
const DAY = /^\d{4}-\d\d-\d\d$/;
const MILLI_DIGITS = 3;
const MICRO_DIGITS = 6;

/** Microseconds since 1970; nothing where the text is no moment. */
export function moment(text: string): number | undefined {
  const found = MOMENT.exec(text);
  const milliseconds = found ? Date.parse(text.replace(" ", "T").replace(",", ".")) : Number.NaN;
  if (Number.isNaN(milliseconds)) return undefined;
  const micro = (found?.[1] ?? "").padEnd(MICRO_DIGITS, "0").slice(MILLI_DIGITS, MICRO_DIGITS);
  return milliseconds * 1000 + Number(micro);
}

/** The day itself where the text is one; days in this spelling are in the order of their letters. */
export function dayOf(text: string): string | undefined {
  return DAY.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
}
