/** What is not the same at two moments of a ticket: field by field, texts word by word. */
import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { dateTime } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { Oops } from "#/ui/Oops";
import { UserText } from "#/ui/UserText";
import styles from "./Difference.module.css";
import { type Entry, useDifference } from "./history";
import { stopOf } from "./line";
import type { Names } from "./names";
import { pathName, valueText } from "./values";
import { WordDifference } from "./WordDifference";

type Props = {
  ticketId: string;
  from: string;
  asOf: string | undefined;
  entries: readonly Entry[];
  moments: readonly number[];
  names: Names;
  onClose: () => void;
};

type Change = Entry["changes"][number];

const TEXTS = new Set(["subject", "description"]);

export default function DifferenceTable({ ticketId, from, asOf, entries, moments, names, onClose }: Props) {
  const stops = [from, asOf].map((moment) => stopOf(moment, entries, moments));
  const [earlier, later] = (stops[0] ?? 0) <= (stops[1] ?? 0) ? [from, asOf] : [asOf, from];
  const { data, error, refetch } = useDifference(ticketId, earlier, later);
  const called = (moment: string | undefined) => {
    const entry = entries[stopOf(moment, entries, moments)];
    return entry ? dateTime(entry.occurred_at) : m.history_now();
  };
  return (
    <div className={styles.difference}>
      <div className={styles.head}>
        <h2>{m.history_diff_title()}</h2>
        <span className={styles.between}>{m.history_diff_between({ from: called(earlier), to: called(later) })}</span>
        <ActionIcon variant="subtle" color="gray" size="sm" onClick={onClose} aria-label={m.history_line_compare_end()}>
          <IconX size={16} />
        </ActionIcon>
      </div>
      {error && <Oops error={error} retry={() => void refetch()} />}
      {data && <Changes changes={data.changes} names={names} />}
    </div>
  );
}

function Changes({ changes, names }: { changes: Change[]; names: Names }) {
  if (changes.length === 0) return <p className={styles.none}>{m.history_diff_none()}</p>;
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={m.history_diff_title()}>
        <thead>
          <tr>
            <th scope="col">{m.history_diff_field()}</th>
            <th scope="col">{m.history_diff_before()}</th>
            <th scope="col">{m.history_diff_after()}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <Row key={change.path} change={change} names={names} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ change, names }: { change: Change; names: Names }) {
  const { path, before, after } = change;
  return (
    <tr>
      <th scope="row">{pathName(path, names)}</th>
      {TEXTS.has(path) && before && after ? (
        <td colSpan={2}>
          <WordDifference before={String(before)} after={String(after)} />
        </td>
      ) : (
        [before, after].map((value, side) => (
          <td key={side === 0 ? "before" : "after"}>
            <UserText>{valueText(path, value, names) || <Nothing />}</UserText>
          </td>
        ))
      )}
    </tr>
  );
}

function Nothing() {
  return <span className={styles.nothing}>{m.history_nothing()}</span>;
}
