/** How answers are kept: failures that pass by themselves are tried again, refusals are not. */
import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "#/api/client";

const PASSING = new Set([0, 429, 502, 503, 504]);

export function passes(error: unknown): boolean {
  return error instanceof ApiError && PASSING.has(error.status);
}

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 10 * 60_000,
      retry: (failures, error) => passes(error) && failures < 3,
      refetchOnWindowFocus: false,
    },
    mutations: { retry: (failures, error) => passes(error) && !navigator.onLine && failures < 1 },
  },
});
