/** Reads charts; what was shown stays until the newer answer is there, so nothing flickers. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { answer, client } from "#/api/client";
import { useLocale } from "#/i18n/locale";
import { type Report, timeOf, timeZone, WEEK_STARTS } from "./filter";

function useChart<T>(name: string, asked: object, read: () => Promise<T>) {
  return useQuery({ queryKey: ["report", name, asked], queryFn: read, placeholderData: keepPreviousData });
}

const at = <Q extends object>(query: Q) => ({ params: { query: query as never } });

const asked = (report: Report) => ({ ...report.narrowing, ...timeOf(report), time_zone: timeZone() });

export function useSummary(report: Report) {
  const query = asked(report);
  return useChart("summary", query, () => answer(client.GET("/analytics/summary", at(query))));
}

export function useTrends(report: Report) {
  const week_starts = WEEK_STARTS[useLocale()];
  const query = { ...asked(report), interval: report.interval, week_starts };
  return useChart("trends", query, () => answer(client.GET("/analytics/trends", at(query))));
}

/** How much was waiting when, as it was then: what the list finds there. */
export function useBacklog(report: Report) {
  const week_starts = WEEK_STARTS[useLocale()];
  const query = { ...asked(report), interval: report.interval, week_starts };
  return useChart("backlog", query, () => answer(client.GET("/analytics/backlog", at(query))));
}

export type By = "status" | "priority" | "department" | "channel" | "tag";

export function useDistribution(report: Report, by: By, limit = 50) {
  const language = useLocale();
  const query = { ...report.narrowing, by, limit, language, ...(report.asOf ? { as_of: report.asOf } : {}) };
  return useChart("distribution", query, () => answer(client.GET("/analytics/distribution", at(query))));
}

export type Time = "wall" | "business";

export function usePerformance(report: Report, time: Time) {
  const query = { ...asked(report), time };
  return useChart("performance", query, () => answer(client.GET("/analytics/performance", at(query))));
}

export function useDurations(report: Report, by: "status" | "department", time: Time) {
  const language = useLocale();
  const query = { ...asked(report), by, time, language };
  return useChart("durations", query, () => answer(client.GET("/analytics/durations", at(query))));
}

export function useWorkload(report: Report) {
  const query = { ...report.narrowing, time_zone: timeZone() };
  return useChart("workload", query, () => answer(client.GET("/analytics/workload", at(query))));
}

export function useForecast(report: Report) {
  const query = { ...report.narrowing, time_zone: timeZone() };
  return useChart("forecast", query, () => answer(client.GET("/analytics/forecast", at(query))));
}

export function useArrivals(report: Report) {
  const query = asked(report);
  return useChart("arrivals", query, () => answer(client.GET("/analytics/arrivals", at(query))));
}

/** How many tickets lists with these filters have, one after another. */
export function useCounts<K extends string>(name: string, lists: Record<K, object>) {
  return useChart(name, lists, async () => {
    const count = async ([key, query]: [string, unknown]) => {
      const counts = await answer(client.GET("/tickets/counts", at(query as object)));
      return [key, counts.total] as const;
    };
    return Object.fromEntries(await Promise.all(Object.entries(lists).map(count))) as Record<K, number>;
  });
}
