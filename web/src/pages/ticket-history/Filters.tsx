/** Narrows history to kinds of events and to one person. */
import { NativeSelect } from "@mantine/core";
import { useMemo } from "react";
import { number } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { actorKey, actorName } from "./actors";
import type { Filter } from "./days";
import type { Entry } from "./history";
import styles from "./history.module.css";
import { KINDS, type Kind, kindName, kindOf } from "./kinds";

type Props = { entries: readonly Entry[]; filter: Filter; onFilter: (filter: Filter) => void };

export function Filters({ entries, filter, onFilter }: Props) {
  const counts = useMemo(() => countsOf(entries), [entries]);
  const people = useMemo(() => new Map(entries.map(({ actor }) => [actorKey(actor), actorName(actor)])), [entries]);
  const toggle = (kind: Kind) => {
    const { kinds } = filter;
    onFilter({ ...filter, kinds: kinds.includes(kind) ? kinds.filter((one) => one !== kind) : [...kinds, kind] });
  };
  return (
    <div className={styles.filters}>
      <fieldset className={styles.kinds}>
        <legend className="sr-only">{m.history_filter_kind()}</legend>
        {KINDS.filter((kind) => counts.has(kind)).map((kind) => (
          <button
            key={kind}
            type="button"
            className={styles.kind}
            data-kind={kind}
            aria-pressed={filter.kinds.includes(kind)}
            onClick={() => toggle(kind)}
          >
            {kindName(kind)} <span className={styles.count}>{number(counts.get(kind) ?? 0)}</span>
          </button>
        ))}
      </fieldset>
      {people.size > 1 && (
        <NativeSelect
          size="xs"
          aria-label={m.history_filter_person()}
          value={filter.person}
          onChange={(event) => onFilter({ ...filter, person: event.currentTarget.value })}
          data={[
            { value: "", label: m.history_everybody() },
            ...[...people].map(([value, label]) => ({ value, label })),
          ]}
        />
      )}
    </div>
  );
}

function countsOf(entries: readonly Entry[]): Map<Kind, number> {
  const counts = new Map<Kind, number>();
  for (const entry of entries) {
    const kind = kindOf(entry.type);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}
