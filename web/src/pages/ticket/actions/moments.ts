/** Moments that people mean when they set something aside. */

const MORNING = 8;

export type Later = { name: "hours" | "tomorrow" | "week" | "month"; at: Date };

/** Those ahead of `now`, on the clock of whoever asks; weeks begin on the day given (0 is Sunday). */
export function laterMoments(now: Date, weekBegins: number): Later[] {
  const morning = (days: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, MORNING, 0, 0, 0);
  const ahead = (weekBegins - now.getDay() + 7) % 7 || 7;
  return [
    { name: "hours", at: new Date(now.getTime() + 3 * 3_600_000) },
    { name: "tomorrow", at: morning(1) },
    { name: "week", at: morning(ahead) },
    { name: "month", at: morning(30) },
  ];
}

/** The farthest that a ticket can be set aside. */
export function farthest(now: Date): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 364, MORNING, 0, 0, 0);
}

/** What `<input type="datetime-local">` understands, on the clock of whoever looks. */
export function localInput(moment: Date): string {
  const shifted = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

/** The moment that such an input says; nothing while it is not whole. */
export function fromLocalInput(text: string): string | null {
  const moment = new Date(text);
  return text === "" || Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}
