/** What can be shown of a ticket in a list: how it is called, how wide it is, what it sorts by. */

import type { ReactNode } from "react";
import { type Field, nameIn, useCatalog } from "#/api/catalog";
import { number } from "#/i18n/format";
import { useLocale } from "#/i18n/locale";
import { DepartmentCell, MomentCell, People, Tags } from "#/pages/list/columns/cells";
import { DueCell } from "#/pages/list/columns/DueCell";
import { FieldValue } from "#/pages/list/columns/FieldValue";
import type { Ticket } from "#/pages/list/data/rows";
import { m } from "#/paraglide/messages.js";
import { referenceOf } from "#/ui/reference";
import { StatusLabel } from "#/ui/StatusLabel";
import { UserText } from "#/ui/UserText";

export type Column = {
  id: string;
  name: string;
  /** Of the grid: a length, or what is left over. */
  width: string;
  /** In pixels; what the table needs before it scrolls sideways. */
  least: number;
  sort?: string;
  first?: "up" | "down";
  cell: (ticket: Ticket) => ReactNode;
};

/** Takes what it needs at least, and a small share of what is left. */
const fixed = (least: number) => ({ width: `minmax(${least}px, ${least * 0.16}fr)`, least });

type MomentName = "created_at" | "updated_at" | "window_from" | "window_to" | "snoozed_until" | "first_response_at";

function moment(id: MomentName | "last_customer_message_at" | "last_staff_message_at", name: string): Column {
  return { id, name, ...fixed(70), sort: id, first: "down", cell: (ticket) => <MomentCell at={ticket[id]} /> };
}

function builtIn(): Column[] {
  return [
    {
      id: "status",
      name: m.common_status(),
      ...fixed(98),
      sort: "status",
      cell: (ticket) => <StatusLabel of={ticket.status} />,
    },
    { id: "number", name: m.list_number(), ...fixed(62), sort: "number", first: "down", cell: reference },
    {
      id: "subject",
      name: m.common_subject(),
      width: "minmax(180px, 100fr)",
      least: 180,
      sort: "subject",
      cell: subject,
    },
    { id: "requester", name: m.common_requester(), ...fixed(94), cell: requester },
    {
      id: "assignees",
      name: m.common_assignees(),
      ...fixed(100),
      cell: (ticket) => <People of={ticket.assignee_ids} />,
    },
    { id: "department", name: m.common_department(), ...fixed(84), sort: "department", cell: department },
    {
      id: "priority",
      name: m.common_priority(),
      ...fixed(76),
      sort: "priority",
      first: "down",
      cell: (ticket) => <StatusLabel of={ticket.priority} kind="priorities" />,
    },
    { id: "due_at", name: m.list_due(), ...fixed(112), sort: "due_at", cell: (ticket) => <DueCell ticket={ticket} /> },
    { id: "tags", name: m.common_tags(), ...fixed(140), cell: (ticket) => <Tags of={ticket.tags} /> },
    { id: "organisation", name: m.list_organisation(), ...fixed(130), cell: organisation },
    moment("created_at", m.common_created()),
    moment("updated_at", m.common_updated()),
    moment("last_customer_message_at", m.list_customer_wrote()),
    moment("last_staff_message_at", m.list_staff_wrote()),
    moment("first_response_at", m.list_first_response()),
    moment("window_from", m.list_window_from()),
    moment("window_to", m.list_window_to()),
    moment("snoozed_until", m.list_snoozed_until()),
    { id: "time_spent", name: m.list_minutes(), ...fixed(80), sort: "minutes_spent", first: "down", cell: minutes },
  ];
}

const reference = (ticket: Ticket) => <bdi>{referenceOf(ticket)}</bdi>;
const subject = (ticket: Ticket) => <UserText className="truncate">{ticket.subject}</UserText>;
const requester = ({ requester: who }: Ticket) =>
  who ? <UserText className="truncate">{who.name ?? who.email ?? ""}</UserText> : null;
const organisation = ({ requester: who }: Ticket) =>
  who?.organisation ? <UserText className="truncate">{who.organisation}</UserText> : null;
const department = (ticket: Ticket) => <DepartmentCell id={ticket.department_id} />;
const minutes = (ticket: Ticket) => (ticket.minutes_spent > 0 ? number(ticket.minutes_spent) : null);

function ofField(field: Field, locale: string): Column {
  const id = `fields.${field.key}`;
  const cell = (ticket: Ticket) => <FieldValue field={field} value={ticket.fields[field.key]} />;
  return { id, name: nameIn(locale, field), ...fixed(130), sort: id, cell };
}

/** All columns there are, the organisation's own fields last. */
export function useAllColumns(): Column[] {
  const locale = useLocale();
  const fields = useCatalog("fields")?.filter((field) => !field.retired);
  return [...builtIn(), ...(fields ?? []).map((field) => ofField(field, locale))];
}

/** How many pixels a table of these columns needs before it scrolls sideways: with its box, gaps and edges. */
export function leastOf(columns: Column[]): number {
  return columns.reduce((sum, column) => sum + column.least + 12, 34 + 24);
}
