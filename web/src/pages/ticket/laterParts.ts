/** The parts of a ticket's page that are drawn after what is needed at once. */
import { lazily } from "#/app/patient";

export const TimeLine = lazily(async () => ({ default: (await import("#/pages/ticket-history/TimeLine")).TimeLine }));
export const HistoryTab = lazily(async () => ({
  default: (await import("#/pages/ticket-history/HistoryTab")).HistoryTab,
}));
export const FieldsPart = lazily(() => import("./side/FieldsPart"));
export const MoreParts = lazily(() => import("./side/MoreParts"));
export const Happened = lazily(() => import("./conversation/Happened"));

/** Brings them before somebody opens a ticket. */
export async function bringLaterParts(): Promise<void> {
  await Promise.all([TimeLine, FieldsPart, MoreParts, Happened].map((part) => part.ahead()));
}
