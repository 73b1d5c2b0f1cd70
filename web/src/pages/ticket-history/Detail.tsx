/** What an entry of history says beyond its sentence: words that were written, texts compared, several values at once. */
import { m } from "#/paraglide/messages.js";
import { UserText } from "#/ui/UserText";
import type { Entry } from "./history";
import styles from "./history.module.css";
import type { Names } from "./names";
import { pathName, valueText } from "./values";
import { WordDifference } from "./WordDifference";

type Props = { entry: Entry; names: Names };

const TEXTS = new Set(["ticket.subject_changed", "ticket.description_changed"]);
/** These say more in their changes than in a sentence. */
const LISTED = new Set(["ticket.created", "ticket.absorbed", "ticket.scheduled"]);

export function Detail({ entry, names }: Props) {
  const data = (entry.data ?? {}) as Record<string, unknown>;
  if (TEXTS.has(entry.type))
    return (
      <div className={styles.excerpt}>
        <WordDifference before={String(data.from ?? "")} after={String(data.to ?? "")} />
      </div>
    );
  const written = data.body ?? data.comment ?? data.note;
  if (typeof written === "string" && written !== "")
    return (
      <div className={styles.excerpt}>
        <div dir="auto" className={styles.clamped} data-internal={data.visibility === "internal"}>
          {written}
        </div>
      </div>
    );
  if (!LISTED.has(entry.type) || entry.changes.length < 2) return null;
  return (
    <details className={styles.changes}>
      <summary>{m.history_changes()}</summary>
      <dl>
        {entry.changes.map(({ path, after }) => (
          <div key={path}>
            <dt>{pathName(path, names)}</dt>
            <UserText as="dd">{valueText(path, after, names) || m.history_nothing()}</UserText>
          </div>
        ))}
      </dl>
    </details>
  );
}
