/** The rule behind a change: its name and version, what set it off, and the values that matched then. */
import { Link } from "@tanstack/react-router";
import { dateTime } from "#/i18n/format";
import { apart } from "#/i18n/isolates";
import { m } from "#/paraglide/messages.js";
import { UserText } from "#/ui/UserText";
import { actorName } from "./actors";
import type { Entry } from "./history";
import type { Names } from "./names";
import { Sentence } from "./Sentence";
import { matchedText, pathName } from "./values";
import styles from "./Why.module.css";

type Props = { fired: Entry | undefined; actor: Entry["actor"]; names: Names };

type Firing = {
  rule: string;
  rule_version: number;
  name: string;
  on: string;
  due_at?: string | null;
  matched?: { path: string; value: unknown }[];
};

export function RuleReason({ fired, actor, names }: Props) {
  const firing = fired?.data as Firing | undefined;
  if (firing === undefined) return <p>{actorName(actor)}</p>;
  const { name, rule_version, matched = [] } = firing;
  return (
    <>
      <p>
        <Sentence>{m.history_why_rule({ name: apart(name), version: rule_version })}</Sentence>
        {firing.on === "timer" && <span className={styles.soft}>{timer(firing)}</span>}
      </p>
      <h4>{m.history_why_matched()}</h4>
      {matched.length === 0 ? (
        <p className={styles.soft}>{m.history_why_no_condition()}</p>
      ) : (
        <dl className={styles.matched}>
          {matched.map(({ path, value }) => (
            <div key={path}>
              <dt>{pathName(path, names)}</dt>
              <UserText as="dd">{matchedText(path, value, names)}</UserText>
            </div>
          ))}
        </dl>
      )}
      <Link to="/settings/$kind" params={{ kind: "rules" }} hash={firing.rule}>
        {m.history_why_rule_open()}
      </Link>
    </>
  );
}

function timer({ due_at }: Firing): string {
  return due_at ? m.history_why_timer({ at: dateTime(due_at) }) : m.history_why_timer_any();
}
