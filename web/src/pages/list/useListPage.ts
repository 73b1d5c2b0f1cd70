/** What the parts of the list page share: what the address asks for, the rows, the columns, and how to change them. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { createContext, use, useCallback, useEffect, useMemo, useRef } from "react";
import { useViews, type View } from "#/api/views";
import { type Column, useAllColumns } from "#/pages/list/columns/columns";
import { columnsOf } from "#/pages/list/columns/order";
import { NEWEST } from "#/pages/list/data/jump";
import { pastFilters } from "#/pages/list/data/past";
import type { Rows } from "#/pages/list/data/rows";
import { useRows } from "#/pages/list/data/useRows";
import { type Filters, filtersOf, type ListSearch, readListSearch } from "#/pages/list/search";
import { type Grouping, groupBy, useGrouping } from "#/pages/list/useGrouping";
import { usePersisted } from "#/ui/usePersisted";

export type ListPageState = {
  search: ListSearch;
  filters: Filters;
  rows: Rows;
  view: View | undefined;
  sort: string;
  grouping: Grouping;
  all: Column[];
  columns: Column[];
  chooseColumns: (names: string[]) => void;
  /** Changes the address; what is undefined is taken out of it. */
  change: (patch: ListSearch, replace?: boolean) => void;
  /** A past moment is looked at: nothing can be changed. */
  isPast: boolean;
  /** Something that narrows the list down cannot be asked of the past. */
  asksLess: boolean;
};

export const ListPageContext = createContext<ListPageState | undefined>(undefined);

export function useListPage(): ListPageState {
  const state = use(ListPageContext);
  if (!state) throw new Error("stands within the list page");
  return state;
}

export function useListPageState(): ListPageState {
  const search: ListSearch = useSearch({ from: "/tickets" });
  const views = useViews();
  const view = views?.find((one) => (one.key ?? one.id) === search.view || one.id === search.view);
  const isPast = search.as_of !== undefined;
  const { filters, left } = useMemo(() => {
    const plain = filtersOf(search);
    return isPast ? pastFilters(plain, view?.condition) : { filters: plain, left: false };
  }, [search, isPast, view]);
  const sort = isPast ? (filters.sort ?? NEWEST) : String(search.sort ?? view?.sort ?? NEWEST);
  const rows = useRows(filters);
  rows.sort = isPast || (search.view && !view && !search.sort) ? undefined : sort;
  const { all, columns, chooseColumns } = useColumns(search.view, view);
  const change = useChange(search);
  const grouping = useGrouping(rows, search, isPast ? undefined : groupBy(search, view));
  return { search, filters, rows, view, sort, grouping, all, columns, chooseColumns, change, isPast, asksLess: left };
}

type Chosen = Record<string, string[]>;

function useColumns(name: string | undefined, view: View | undefined) {
  const [kept, keep] = usePersisted<Chosen>("docket.columns", {});
  const all = useAllColumns();
  const key = name ?? "";
  const known = new Set(all.map((column) => column.id));
  const names = columnsOf(kept[key], view?.columns, known);
  const columns = names.map((id) => all.find((column) => column.id === id) as Column);
  const chooseColumns = (chosen: string[]) => keep({ ...kept, [key]: chosen });
  return { all, columns, chooseColumns };
}

function useChange(search: ListSearch) {
  const navigate = useNavigate();
  const now = useRef(search);
  useEffect(() => {
    now.current = search;
  });
  return useCallback(
    (patch: ListSearch, replace = false) => {
      void navigate({ to: "/tickets", search: readListSearch({ ...now.current, ...patch }), replace });
    },
    [navigate],
  );
}
