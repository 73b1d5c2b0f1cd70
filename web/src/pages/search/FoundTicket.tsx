/** A ticket that was found, with the words that were found in it. */

import { IconLock } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useCatalog, useNameOf } from "#/api/catalog";
import type { Schemas } from "#/api/client";
import { m } from "#/paraglide/messages.js";
import { Moment } from "#/ui/Moment";
import { referenceOf } from "#/ui/reference";
import { StatusLabel } from "#/ui/StatusLabel";
import { UserText } from "#/ui/UserText";
import styles from "./SearchPage.module.css";
import type { Found } from "./useFound";

type Match = Schemas["SearchMatch"];

const PARTS: Record<string, () => string> = {
  subject: m.settings_search_in_subject,
  description: m.settings_search_in_description,
  tag: m.settings_search_in_tag,
  file: m.settings_search_in_file,
  customer: m.settings_search_in_customer,
  message: m.settings_search_in_message,
  note: m.settings_search_in_note,
};
const MOST = 3;

export function FoundTicket({ found: { ticket, matches } }: { found: Found }) {
  const inSubject = matches.find((match) => match.part === "subject");
  const others = matches.filter((match) => match.part !== "subject").slice(0, MOST);
  return (
    <li className={styles.found}>
      <Link to="/tickets/$ticket" params={{ ticket: String(ticket.number) }} className={styles.subject}>
        <span className={styles.reference} dir="ltr">
          {referenceOf(ticket)}
        </span>
        <UserText>{inSubject ? <Snippet match={inSubject} /> : ticket.subject}</UserText>
      </Link>
      {others.map((match, index) => (
        <p key={`${match.part}${match.message_id ?? index}`} className={styles.match}>
          <span className={styles.part}>
            {match.part === "note" && <IconLock size={12} aria-hidden />}
            {PARTS[match.part]?.() ?? match.part}
          </span>
          <UserText>
            <Snippet match={match} />
          </UserText>
        </p>
      ))}
      <About ticket={ticket} />
    </li>
  );
}

function Snippet({ match }: { match: Match }) {
  let at = 0;
  return match.snippet.map((segment) => {
    at += segment.text.length;
    return segment.found ? <mark key={at}>{segment.text}</mark> : <span key={at}>{segment.text}</span>;
  });
}

function About({ ticket }: { ticket: Schemas["Ticket"] }) {
  const nameOf = useNameOf();
  const department = useCatalog("departments")?.find(({ id }) => id === ticket.department_id);
  const who = ticket.requester?.name ?? ticket.requester?.email;
  return (
    <p className={styles.about}>
      <StatusLabel of={ticket.status} />
      {who && <UserText>{who}</UserText>}
      {department && <UserText>{nameOf(department)}</UserText>}
      <Moment at={ticket.updated_at} />
    </p>
  );
}
