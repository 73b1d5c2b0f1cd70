/** Why something on a ticket's page is as it is: finds the event by its id, or by that of its cause. */
import { useHistory } from "./history";
import { useNames } from "./names";
import { isAutomatic } from "./reasons";
import { WhyOf } from "./WhyOf";

type Props = { ticketId: string } & (
  | { eventId: string; causationId?: never }
  | { causationId: string; eventId?: never }
);

/** Shows nothing where a person did it by hand, or where the event is out of sight. */
export function Why({ ticketId, eventId, causationId }: Props) {
  const { data: entries = [] } = useHistory(ticketId);
  const entry = entries.find((one) => (eventId ? one.id === eventId : one.causation_id === causationId));
  const names = useNames(entry ? [entry] : []);
  return entry && isAutomatic(entry, entries) ? <WhyOf entry={entry} entries={entries} names={names} /> : null;
}
