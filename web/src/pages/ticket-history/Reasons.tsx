/** Why something happened by itself, reason by reason, and what led to it. */
import { Link } from "@tanstack/react-router";
import { dateTime } from "#/i18n/format";
import { apart } from "#/i18n/isolates";
import { m } from "#/paraglide/messages.js";
import { actorName } from "./actors";
import type { Entry } from "./history";
import { Bulk, Promised } from "./LookedUpReasons";
import type { Names } from "./names";
import { RuleReason } from "./RuleReason";
import { type Reason, reasonsOf } from "./reasons";
import { Sentence } from "./Sentence";
import { sentence } from "./sentences";
import styles from "./Why.module.css";

type Props = { entry: Entry; entries: readonly Entry[]; names: Names };

export default function Reasons({ entry, entries, names }: Props) {
  const reasons = reasonsOf(entry, entries);
  return (
    <div className={styles.reasons}>
      <h3>{m.history_why_title()}</h3>
      {reasons.length === 0 && <p>{m.history_why_unknown()}</p>}
      {reasons.map((reason) => (
        <ReasonOf key={reason.kind} reason={reason} names={names} />
      ))}
    </div>
  );
}

function ReasonOf({ reason, names }: { reason: Reason; names: Names }) {
  switch (reason.kind) {
    case "rule":
      return (
        <>
          <RuleReason fired={reason.fired} actor={reason.actor} names={names} />
          <Causes causes={reason.causes} names={names} />
        </>
      );
    case "macro":
      return <Macro applied={reason.applied} names={names} />;
    case "bulk":
      return <Bulk id={reason.id} />;
    case "sla":
      return <Promised {...reason} />;
    case "key":
      return (
        <p>
          <Sentence>{m.history_why_key({ name: apart(reason.name ?? "…") })}</Sentence>
        </p>
      );
    case "import":
      return <Imported line={reason.line} />;
    case "system":
      return <p>{m.history_why_system()}</p>;
  }
}

function Causes({ causes, names }: { causes: Entry[]; names: Names }) {
  if (causes.length === 0) return null;
  return (
    <>
      <h4>{m.history_why_chain()}</h4>
      <ol className={styles.causes}>
        {causes.map((cause) => (
          <li key={cause.id}>
            <Sentence>{sentence(cause, names)}</Sentence>
            <span className={styles.soft}>
              <bdi>{actorName(cause.actor)}</bdi> · {dateTime(cause.occurred_at)}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}

function Macro({ applied, names }: { applied: Entry; names: Names }) {
  const { macro_id, version } = applied.data as { macro_id: string; version: number };
  return (
    <p>
      <Link to="/settings/$kind" params={{ kind: "macros" }}>
        <Sentence>{m.history_why_macro({ name: apart(names.macro(macro_id)), version })}</Sentence>
      </Link>
      <span className={styles.soft}>{m.history_why_macro_by({ who: apart(actorName(applied.actor)) })}</span>
    </p>
  );
}

function Imported({ line }: { line: Entry | undefined }) {
  const data = line?.data as { source: string; line: number } | undefined;
  return (
    <p>
      {m.history_why_import()}
      {data && <bdi className={styles.soft}>{m.history_why_import_line({ source: data.source, line: data.line })}</bdi>}
    </p>
  );
}
