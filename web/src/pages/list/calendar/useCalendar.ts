/** The dates of a stretch of days, kept fresh, and moving them. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { answer, client, type Schemas } from "#/api/client";
import { queries } from "#/api/queries";
import { useLive } from "#/live/stream";
import { dateOf, plusDays } from "#/pages/list/calendar/days";
import { type Dates, datesBefore, type Item } from "#/pages/list/calendar/entries";
import { asQuery } from "#/pages/list/data/read";
import { type Filters, unordered } from "#/pages/list/search";
import { m } from "#/paraglide/messages.js";
import { done, failed } from "#/ui/toast";

const PAUSE_MS = 800;
const CALENDAR = ["calendar"] as const;

export function useCalendar(filters: Filters, first: string, last: string) {
  const { as_of: _, ...rest } = unordered(filters);
  const from = dateOf(first).toISOString();
  const to = dateOf(plusDays(last, 1)).toISOString();
  useFresh();
  return useQuery({
    queryKey: [...CALENDAR, rest, from, to],
    queryFn: ({ signal }) => answer(client.GET("/calendar", { ...asQuery({ ...rest, from, to }), signal })),
    placeholderData: keepPreviousData,
  });
}

function useFresh(): void {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useLive((event) => {
    if (event.category !== "ticket") return;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void queries.invalidateQueries({ queryKey: CALENDAR });
    }, PAUSE_MS);
  });
}

/** Shows the new dates at once; the server may refuse them, and whoever moved them may take it back. */
export async function reschedule(item: Item, dates: Dates): Promise<void> {
  const before = datesBefore(item, dates);
  try {
    await put(item.ticket_id, dates);
    done(m.list_rescheduled({ number: item.reference }), () => {
      put(item.ticket_id, before).catch((error) => failed(m.list_move_refused({ subject: item.subject }), error));
    });
  } catch (error) {
    failed(m.list_move_refused({ subject: item.subject }), error);
  }
}

async function put(id: string, dates: Dates): Promise<void> {
  const kept = queries.getQueriesData<Schemas["CalendarPage"]>({ queryKey: CALENDAR });
  for (const [key, page] of kept) {
    const items = page?.items.map((item) => (item.ticket_id === id ? { ...item, ...dates } : item));
    if (page && items) queries.setQueryData(key, { ...page, items });
  }
  try {
    await answer(client.PATCH("/tickets/{id}", { params: { path: { id } }, body: dates }));
  } catch (error) {
    for (const [key, page] of kept) queries.setQueryData(key, page);
    throw error;
  }
}
