/** A ticket's time line: moving its knob shows the ticket as it was then; a second knob compares two moments. */
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArrowsDiff } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { Suspense, useMemo } from "react";
import { lazily } from "#/app/patient";
import { dateTime } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { type Entry, type Ticket, ticketThen, useHistory } from "./history";
import { addressOf, momentsOf, placesOf, stopOf } from "./line";
import { useNames } from "./names";
import { Preview } from "./Preview";
import { sentence } from "./sentences";
import styles from "./TimeLine.module.css";
import { Track } from "./Track";
import { type MomentProps, useMoment } from "./useMoment";
import { useStop } from "./useStop";

const DifferenceTable = lazily(() => import("./DifferenceTable"));

type Props = { ticket: Ticket } & MomentProps;

export function TimeLine({ ticket, ...given }: Props) {
  const history = useHistory(ticket.id);
  if (history.data === undefined || history.data.length === 0)
    return <div className={styles.timeline} data-waiting={history.isPending} aria-hidden />;
  return <Line ticketId={ticket.id} entries={history.data} readAt={history.dataUpdatedAt} given={given} />;
}

type LineProps = { ticketId: string; entries: Entry[]; readAt: number; given: MomentProps };

function Line({ ticketId, entries, readAt, given }: LineProps) {
  const queries = useQueryClient();
  const names = useNames(entries);
  const { asOf, from, move } = useMoment(given);
  const moments = useMemo(() => momentsOf(entries), [entries]);
  const places = useMemo(() => placesOf(moments, readAt), [moments, readAt]);
  const last = entries.length;
  const address = (stop: number) => addressOf(stop, entries, moments);
  const read = async (stop: number) => {
    const then = address(stop);
    if (then !== undefined) await queries.fetchQuery(ticketThen(ticketId, then));
  };
  const shown = useStop(stopOf(asOf, entries, moments), read, (stop) => {
    move({ as_of: address(stop) });
    for (const beside of [stop - 1, stop + 1]) if (beside >= 0 && beside < last) void read(beside).catch(() => {});
  });
  const compared = useStop(
    stopOf(from, entries, moments),
    async () => {},
    (stop) => move({ from: address(Math.min(stop, last - 1)) }),
  );
  const comparing = from !== undefined;
  const textOf = (stop: number) => {
    const entry = entries[stop];
    if (!entry) return m.history_now();
    return m.history_value_text({ moment: dateTime(entry.occurred_at), what: sentence(entry, names) });
  };
  const compare = () => move({ from: comparing ? undefined : address(Math.max(0, Math.min(shown.stop, last) - 1)) });
  return (
    <section className={styles.timeline} aria-label={m.history_line_label()}>
      <div className={styles.row}>
        <Track
          {...{ entries, places, textOf }}
          shown={{ ...shown, label: m.history_line_knob() }}
          from={comparing ? { ...compared, label: m.history_line_from() } : undefined}
          preview={(mark) => <Preview mark={mark} entries={entries} names={names} />}
        />
        <Tooltip label={comparing ? m.history_line_compare_end() : m.history_line_compare()}>
          <ActionIcon
            variant={comparing ? "light" : "subtle"}
            color={comparing ? "teal" : "gray"}
            size="sm"
            onClick={compare}
            aria-pressed={comparing}
            aria-label={m.history_line_compare()}
          >
            <IconArrowsDiff size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
      {comparing && (
        <Suspense>
          <DifferenceTable {...{ ticketId, from, asOf, entries, moments, names }} onClose={compare} />
        </Suspense>
      )}
    </section>
  );
}
