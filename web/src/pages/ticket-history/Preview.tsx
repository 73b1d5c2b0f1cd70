/** What a mark of the time line stands for, in short. */
import { dateTime, list } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { actorName } from "./actors";
import type { Entry } from "./history";
import { KINDS, kindName, kindOf } from "./kinds";
import type { Mark } from "./line";
import type { Names } from "./names";
import { Sentence } from "./Sentence";
import { sentence } from "./sentences";
import styles from "./TimeLine.module.css";

type Props = { mark: Mark; entries: readonly Entry[]; names: Names };

export function Preview({ mark, entries, names }: Props) {
  const told = entries.slice(mark.first, mark.last + 1);
  const [first] = told;
  if (first === undefined) return null;
  if (told.length === 1)
    return (
      <>
        <span className={styles.when}>{dateTime(first.occurred_at)}</span>
        <span>
          <Sentence>{sentence(first, names)}</Sentence>
        </span>
        <bdi className={styles.when}>{actorName(first.actor)}</bdi>
      </>
    );
  const present = new Set(told.map((entry) => kindOf(entry.type)));
  const kinds = list(KINDS.filter((kind) => present.has(kind)).map(kindName));
  const [from, to] = [first, told.at(-1) ?? first].map((entry) => dateTime(entry.occurred_at));
  return (
    <>
      <span className={styles.when}>{from === to ? from : m.history_span({ from: from ?? "", to: to ?? "" })}</span>
      <span>{m.history_mark_many({ count: told.length, kinds })}</span>
    </>
  );
}
