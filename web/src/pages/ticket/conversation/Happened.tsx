/** What happened by itself between two messages, small, with the reason. */
import { useMemo } from "react";
import { actorName } from "#/pages/ticket-history/actors";
import { type Entry, useHistory } from "#/pages/ticket-history/history";
import { kindOf } from "#/pages/ticket-history/kinds";
import { useNames } from "#/pages/ticket-history/names";
import { isAutomatic } from "#/pages/ticket-history/reasons";
import { Sentence } from "#/pages/ticket-history/Sentence";
import { sentence } from "#/pages/ticket-history/sentences";
import { WhyOf } from "#/pages/ticket-history/WhyOf";
import { Moment } from "#/ui/Moment";
import { UserText } from "#/ui/UserText";
import { useOpen } from "../open";
import styles from "./Conversation.module.css";

type Props = { after: string | undefined; before: string | undefined };

export default function Happened({ after, before }: Props) {
  const { ticket } = useOpen();
  const entries = useHistory(ticket.id).data;
  const within = useMemo(
    () => entries?.filter((entry) => lies(entry, after, before, entries)),
    [entries, after, before],
  );
  if (!entries || !within || within.length === 0) return null;
  return <Lines within={within} entries={entries} />;
}

function lies(entry: Entry, after: string | undefined, before: string | undefined, entries: Entry[]): boolean {
  const at = Date.parse(entry.occurred_at);
  if (after !== undefined && at < Date.parse(after)) return false;
  if (before !== undefined && at >= Date.parse(before)) return false;
  return kindOf(entry.type) !== "conversation" && entry.type !== "ticket.created" && isAutomatic(entry, entries);
}

function Lines({ within, entries }: { within: Entry[]; entries: Entry[] }) {
  const names = useNames(within);
  return within.map((entry) => (
    <li key={entry.position} className={styles.happened}>
      <span>
        <Sentence>{sentence(entry, names)}</Sentence>
      </span>
      <UserText>{actorName(entry.actor)}</UserText>
      <Moment at={entry.occurred_at} />
      <WhyOf entry={entry} entries={entries} names={names} />
    </li>
  ));
}
