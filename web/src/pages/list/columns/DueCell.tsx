/** By when a ticket has to be answered or done, and whether that is in danger: in words, with a sign, and by colour. */
import { IconAlertTriangle, IconClock, IconFlame, IconPlayerPause } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useCatalog } from "#/api/catalog";
import { fullDateTime, relative, shortMoment } from "#/i18n/format";
import { type Due, dueOf } from "#/pages/list/columns/due";
import type { Ticket } from "#/pages/list/data/rows";
import { m } from "#/paraglide/messages.js";
import styles from "./cells.module.css";

const ICONS: Record<Due["kind"], ReactNode> = {
  breached: <IconFlame size={14} aria-hidden />,
  overdue: <IconAlertTriangle size={14} aria-hidden />,
  warning: <IconClock size={14} aria-hidden />,
  paused: <IconPlayerPause size={14} aria-hidden />,
  running: null,
  due: null,
};
const TONES: Record<Due["kind"], string> = {
  breached: "danger",
  overdue: "danger",
  warning: "warning",
  paused: "soft",
  running: "plain",
  due: "plain",
};

export function DueCell({ ticket }: { ticket: Ticket }) {
  const category = useCatalog("statuses")?.find((status) => status.key === ticket.status)?.category;
  const due = dueOf(ticket, category === "resolved" || category === "closed");
  if (!due) return null;
  return (
    <span
      className={styles.due}
      data-tone={TONES[due.kind]}
      title={due.at ? `${words(due)} · ${fullDateTime(due.at)}` : undefined}
    >
      {ICONS[due.kind]}
      <Words due={due} />
    </span>
  );
}

/** A column has no room for what is breached and since when; the flame says the first, and is told by name to those who hear. */
function Words({ due }: { due: Due }) {
  const isShort = due.kind === "breached" && due.at;
  if (!isShort) return <span className="truncate">{words(due)}</span>;
  return (
    <>
      <span className="sr-only">{words(due)}</span>
      <span className="truncate" aria-hidden>
        {relative(due.at as string)}
      </span>
    </>
  );
}

function words({ kind, at }: Due): string {
  const when = at ? relative(at) : "";
  if (kind === "breached") return at ? m.list_sla_breached_at({ when }) : m.list_sla_breached();
  if (kind === "overdue") return m.list_overdue({ when });
  if (kind === "warning") return at ? m.list_sla_soon({ when }) : m.list_sla_warning();
  if (kind === "paused") return m.list_sla_paused();
  if (kind === "running") return m.list_sla_running({ when });
  return at ? shortMoment(at) : "";
}
