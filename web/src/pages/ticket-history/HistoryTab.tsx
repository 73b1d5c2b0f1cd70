/** Everything that happened to a ticket: who, when, what and why, the newest first. */
import { Button, Skeleton } from "@mantine/core";
import { useLocation } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { date } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { Oops } from "#/ui/Oops";
import { State } from "#/ui/State";
import { byDay, EVERYTHING, type Filter, passes } from "./days";
import { EntryRow } from "./EntryRow";
import { Filters } from "./Filters";
import { type Entry, type Ticket, useHistory } from "./history";
import styles from "./history.module.css";
import { addressOf, momentsOf, stopOf } from "./line";
import { useNames } from "./names";
import { type MomentProps, useMoment } from "./useMoment";

type Props = { ticket: Ticket } & MomentProps;

const AT_ONCE = 50;

export function HistoryTab({ ticket, ...given }: Props) {
  const history = useHistory(ticket.id);
  if (history.data === undefined)
    return history.error ? <Oops error={history.error} retry={() => void history.refetch()} /> : <Waiting />;
  if (history.data.length === 0) return <State title={m.history_empty()} />;
  return <Told ticket={ticket} entries={history.data} given={given} />;
}

function Told({ ticket, entries, given }: { ticket: Ticket; entries: Entry[]; given: MomentProps }) {
  const names = useNames(entries);
  const { asOf, move } = useMoment(given);
  const [filter, setFilter] = useState<Filter>(EVERYTHING);
  const moments = useMemo(() => momentsOf(entries), [entries]);
  const until = asOf === undefined ? entries.length : stopOf(asOf, entries, moments) + 1;
  const passing = useMemo(
    () => entries.slice(0, until).filter((entry) => passes(entry, filter)),
    [entries, until, filter],
  );
  const linked = useLinked(passing);
  const [count, setCount] = useState(AT_ONCE);
  const shown = passing.slice(-Math.max(count, linked.fromEnd)).reverse();
  const older = passing.length - shown.length;
  return (
    <div className={styles.history}>
      <Filters entries={entries} filter={filter} onFilter={setFilter} />
      {until < entries.length && (
        <p className={styles.later} role="status">
          {m.history_later({ count: entries.length - until })}{" "}
          <button type="button" className={styles.plain} onClick={() => move({ as_of: undefined })}>
            {m.history_back_to_now()}
          </button>
        </p>
      )}
      {shown.length === 0 && <Nothing onReset={() => setFilter(EVERYTHING)} />}
      {byDay(shown).map(({ day, entries: ofDay }) => (
        <section key={day}>
          <h2 className={styles.day}>{date(`${day}T12:00:00`)}</h2>
          <ol className={styles.entries} aria-label={date(`${day}T12:00:00`)}>
            {ofDay.map((entry) => (
              <EntryRow
                key={entry.position}
                {...{ ticket, entry, entries, names }}
                linked={entry.position === linked.position}
                onAsOf={() => move({ as_of: addressOf(entries.indexOf(entry), entries, moments) })}
              />
            ))}
          </ol>
        </section>
      ))}
      {older > 0 && (
        <Button variant="default" className={styles.older} onClick={() => setCount(shown.length + AT_ONCE)}>
          {m.history_older({ count: Math.min(older, AT_ONCE) })}
        </Button>
      )}
    </div>
  );
}

/** The event that the address leads to (`#event-123`); it is brought into sight once. */
function useLinked(entries: readonly Entry[]) {
  const hash = useLocation({ select: (location) => location.hash });
  const position = Number(/^event-(\d+)$/.exec(hash)?.[1] ?? 0);
  const index = entries.findIndex((entry) => entry.position === position);
  const isThere = index >= 0;
  useEffect(() => {
    if (isThere) document.getElementById(`event-${position}`)?.scrollIntoView({ block: "center" });
  }, [isThere, position]);
  return { position, fromEnd: isThere ? entries.length - index : 0 };
}

function Nothing({ onReset }: { onReset: () => void }) {
  return (
    <State title={m.history_filter_none()} actions={<Button onClick={onReset}>{m.history_filter_reset()}</Button>} />
  );
}

function Waiting() {
  return (
    <div className={styles.waiting} role="status" aria-label={m.common_loading()}>
      {["a", "b", "c", "d", "e", "f"].map((key) => (
        <Skeleton key={key} height={36} radius="sm" />
      ))}
    </div>
  );
}
