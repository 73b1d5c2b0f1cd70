/** The home of the console: tickets as a list, a board or a calendar, and the one that is opened beside them. */
import { useMediaQuery } from "@mantine/hooks";
import { Suspense } from "react";
import { lazily } from "#/app/patient";
import { useLiveRows } from "#/pages/list/data/live";
import { ListHead } from "#/pages/list/head/ListHead";
import { ListView } from "#/pages/list/ListView";
import { BESIDE } from "#/pages/list/table/useMoving";
import { Beside, useTicketAhead } from "#/pages/list/ticketAhead";
import { ListPageContext, useListPageState } from "#/pages/list/useListPage";
import { Loading } from "#/ui/Loading";
import styles from "./list.module.css";

const Board = lazily(() => import("#/pages/list/board/Board"));
const TicketCalendar = lazily(() => import("#/pages/list/calendar/TicketCalendar"));

export function ListPage() {
  const state = useListPageState();
  const wide = useMediaQuery(BESIDE, undefined, { getInitialValueInEffect: false });
  useLiveRows(state.rows);
  const bring = useTicketAhead();
  const { open } = state.search;
  const layout = state.isPast && state.search.layout === "calendar" ? undefined : state.search.layout;
  const beside = wide && open !== undefined;
  return (
    <ListPageContext value={state}>
      <div className={styles.page} data-beside={beside}>
        <section className={styles.main} onPointerMove={bring}>
          <ListHead narrow={beside} />
          <Suspense fallback={<Loading />}>
            {layout === "board" && <Board />}
            {layout === "calendar" && <TicketCalendar />}
            {layout === undefined && <ListView />}
          </Suspense>
        </section>
        {beside && (
          <Suspense fallback={<Loading />}>
            <Beside ticket={Number(open)} />
          </Suspense>
        )}
      </div>
    </ListPageContext>
  );
}
