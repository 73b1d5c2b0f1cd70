/** A ticket in two lines, where there is no room for columns. */
// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by hand, which table elements do not allow

import { shortMoment } from "#/i18n/format";
import { DueCell } from "#/pages/list/columns/DueCell";
import type { Mark, Ticket } from "#/pages/list/data/rows";
import { SubjectLink } from "#/pages/list/table/TicketRow";
import { referenceOf } from "#/ui/reference";
import { StatusLabel } from "#/ui/StatusLabel";
import { UserText } from "#/ui/UserText";
import styles from "./table.module.css";

type Props = { ticket: Ticket; current: boolean; mark: Mark | undefined };

export function CompactCell({ ticket, current, mark }: Props) {
  const who = ticket.requester?.name ?? ticket.requester?.email;
  return (
    <div role="cell" className={styles.compact}>
      <span className={styles.line}>
        <SubjectLink ticket={ticket} current={current} mark={mark} />
        <time dateTime={ticket.updated_at} className={styles.soft}>
          {shortMoment(ticket.updated_at)}
        </time>
      </span>
      <span className={styles.line} data-second>
        <StatusLabel of={ticket.status} />
        <bdi className={styles.soft}>{referenceOf(ticket)}</bdi>
        {who && <UserText className="truncate">{who}</UserText>}
        <span className={styles.due}>
          <DueCell ticket={ticket} />
        </span>
      </span>
    </div>
  );
}
