/** The tickets as a list: the table, or why there is none, and what can be done to those selected. */
import { Button } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { IconInbox } from "@tabler/icons-react";
import { Suspense, useState } from "react";
import { lazily } from "#/app/patient";
import type { Asked } from "#/pages/list/bulk/BulkBar";
import { useShownJob } from "#/pages/list/bulk/jobs";
import { leastOf } from "#/pages/list/columns/columns";
import { titleOf } from "#/pages/list/head/title";
import { narrowing } from "#/pages/list/search";
import { countOf } from "#/pages/list/table/selection";
import { TicketTable } from "#/pages/list/table/TicketTable";
import { useListKeys } from "#/pages/list/table/useListKeys";
import { useMoving } from "#/pages/list/table/useMoving";
import { useSelection } from "#/pages/list/table/useSelection";
import { useListPage } from "#/pages/list/useListPage";
import { m } from "#/paraglide/messages.js";
import { Oops } from "#/ui/Oops";
import { State } from "#/ui/State";
import styles from "./list.module.css";

const BulkBar = lazily(() => import("#/pages/list/bulk/BulkBar"));
const JobBar = lazily(() => import("#/pages/list/bulk/JobBar"));

/** Below this width rows have two lines and no columns; so they have beside a ticket where columns would be cut off. */
const COMPACT = 640;

export function ListView() {
  const { rows, view, isPast, columns, search, grouping } = useListPage();
  const moving = useMoving();
  const selecting = useSelection(rows, grouping.line);
  const [asked, setAsked] = useState<Asked>();
  const { ref, width: measured } = useElementSize();
  const width = measured || likelyWidth();
  useListKeys(moving, selecting, setAsked);
  const job = useShownJob();
  const some = !isPast && countOf(selecting.selection, rows.total ?? rows.length) > 0;
  // the next bar opens no menu that was asked for before
  if (!some && asked) setAsked(undefined);
  if (rows.error !== undefined && rows.segments.length === 0)
    return <Oops error={rows.error} retry={() => void rows.refresh()} />;
  const empty = rows.isWhole && rows.length === 0;
  return (
    <div ref={ref} className={styles.tablePlace}>
      {empty && <Empty />}
      {!empty && (
        <TicketTable
          key={`${JSON.stringify(rows.filters)} ${grouping.by}`}
          label={titleOf(view)}
          compact={width < (search.open === undefined ? COMPACT : leastOf(columns))}
          selecting={selecting}
          moving={moving}
        />
      )}
      <Suspense>
        {some && <BulkBar selecting={selecting} asked={asked} />}
        {!some && job && <JobBar key={job} id={job} />}
      </Suspense>
    </div>
  );
}

/** As long as nothing is measured: what is drawn for it is as a rule what remains. */
function likelyWidth(): number {
  const navigation = window.innerWidth >= 1100 ? 240 : 0;
  return window.innerWidth - navigation;
}

function Empty() {
  const { search, change } = useListPage();
  const names = narrowing(search);
  const clear = () => change(Object.fromEntries(names.map((name) => [name, undefined])));
  const actions = names.length > 0 ? <Button onClick={clear}>{m.list_clear_filters()}</Button> : undefined;
  return (
    <State icon={<IconInbox size={32} />} title={m.list_empty()} actions={actions}>
      {names.length > 0 ? m.list_empty_filtered() : m.list_empty_view()}
    </State>
  );
}
