/** The report that the address asks for, and the way to another. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { type Report, type ReportSearch, readReport } from "./filter";

export function useReport(): { report: Report; search: ReportSearch; change: (next: ReportSearch) => void } {
  const search = useSearch({ strict: false }) as ReportSearch;
  const navigate = useNavigate();
  const report = useMemo(() => readReport(search), [search]);
  const change = useCallback(
    (next: ReportSearch) => {
      const merged = (before: ReportSearch) =>
        Object.fromEntries(Object.entries({ ...before, ...next }).filter(([, value]) => value));
      void navigate({ to: "/reports", search: merged as never, replace: true, resetScroll: false });
    },
    [navigate],
  );
  return { report, search, change };
}
