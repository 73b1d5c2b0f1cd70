/** One thing that happened: when, who, what, why, and the way to the ticket as it was right after. */
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconHistory, IconLink } from "@tabler/icons-react";
import { dateTime, fullDateTime, time } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { done, failed } from "#/ui/toast";
import { UserText } from "#/ui/UserText";
import { actorName } from "./actors";
import { Detail } from "./Detail";
import type { Entry, Ticket } from "./history";
import styles from "./history.module.css";
import { kindName, kindOf } from "./kinds";
import type { Names } from "./names";
import { isAutomatic } from "./reasons";
import { Sentence } from "./Sentence";
import { sentence } from "./sentences";
import { WhyOf } from "./WhyOf";

type Props = {
  ticket: Ticket;
  entry: Entry;
  entries: readonly Entry[];
  names: Names;
  linked: boolean;
  onAsOf: () => void;
};

/** Recorded later than it happened by more than it takes to record. */
const LATE_MS = 60_000;

export function EntryRow({ ticket, entry, entries, names, linked, onAsOf }: Props) {
  const { occurred_at, recorded_at } = entry;
  const late = Date.parse(recorded_at) - Date.parse(occurred_at) > LATE_MS;
  const kind = kindOf(entry.type);
  return (
    <li id={`event-${entry.position}`} className={styles.entry} data-kind={kind} data-linked={linked}>
      <span className={styles.dot} role="img" aria-label={kindName(kind)} />
      <time className={styles.time} dateTime={occurred_at} title={fullDateTime(occurred_at)}>
        {time(occurred_at)}
      </time>
      <div className={styles.told}>
        <span className={styles.sentence}>
          <Sentence>{sentence(entry, names)}</Sentence>
        </span>
        <span className={styles.who}>
          <UserText>{actorName(entry.actor)}</UserText>
          {entry.actor.via && <UserText>{m.history_via_key({ name: entry.actor.via.name ?? "…" })}</UserText>}
          {entry.bulk_id && <span>{m.history_in_bulk()}</span>}
          {late && <span>{m.history_recorded({ moment: dateTime(recorded_at) })}</span>}
          {isAutomatic(entry, entries) && <WhyOf entry={entry} entries={entries} names={names} />}
        </span>
        <Detail entry={entry} names={names} />
      </div>
      <div className={styles.actions}>
        <Tooltip label={m.history_as_of_here()}>
          <ActionIcon variant="subtle" color="gray" size="sm" onClick={onAsOf} aria-label={m.history_as_of_here()}>
            <IconHistory size={15} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={m.history_link_here()}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            onClick={() => void copyLink(ticket, entry)}
            aria-label={m.history_link_here()}
          >
            <IconLink size={15} />
          </ActionIcon>
        </Tooltip>
      </div>
    </li>
  );
}

async function copyLink(ticket: Ticket, entry: Entry): Promise<void> {
  const link = `${location.origin}/tickets/${ticket.number}?tab=history#event-${entry.position}`;
  try {
    await navigator.clipboard.writeText(link);
    done(m.history_link_copied());
  } catch (error) {
    failed(m.history_link_failed(), error);
  }
}
