/** A due date or a window of a ticket, on one of its days. */

import { IconFlag, IconTool } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import type { CSSProperties, MouseEvent } from "react";
import { useCatalog, useNameOf } from "#/api/catalog";
import { dateTime, time } from "#/i18n/format";
import type { Entry } from "#/pages/list/calendar/entries";
import { BESIDE } from "#/pages/list/table/useMoving";
import type { useDragging } from "#/pages/list/useDragging";
import { useListPage } from "#/pages/list/useListPage";
import { m } from "#/paraglide/messages.js";
import { referenceOf } from "#/ui/reference";
import { shade } from "#/ui/shade";
import { UserText } from "#/ui/UserText";
import styles from "./calendar.module.css";

type Props = { entry: Entry; day: string; dragging: ReturnType<typeof useDragging<Entry>> };

export function CalendarEntry({ entry, day, dragging }: Props) {
  const { item, kind, at } = entry;
  const { search, change } = useListPage();
  const navigate = useNavigate();
  const nameOf = useNameOf();
  const status = useCatalog("statuses")?.find((one) => one.key === item.status);
  const { held, onPointerDown, onKeyDown } = dragging;
  const params = { ticket: String(item.number) };
  const click = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (window.matchMedia(BESIDE).matches) change({ open: item.number });
    else void navigate({ to: "/tickets/$ticket", params });
  };
  const Icon = kind === "due" ? IconFlag : IconTool;
  const colour = shade(status?.colours);
  return (
    <Link
      to="/tickets/$ticket"
      params={params}
      className={styles.entry}
      data-kind={kind}
      data-held={held?.item.key === entry.key || undefined}
      data-opened={search.open === item.number || undefined}
      style={{ "--bar": colour } as CSSProperties}
      title={`${referenceOf(item)} · ${item.subject} · ${status ? nameOf(status) : ""} · ${dateTime(at)}`}
      onClick={click}
      onPointerDown={onPointerDown(entry, day)}
      onKeyDown={onKeyDown(entry, day)}
      draggable={false}
      aria-describedby="calendar-how"
    >
      <Icon size={12} aria-hidden />
      <span className="sr-only">{kind === "due" ? m.list_due() : m.list_window()} </span>
      <time dateTime={at} className={styles.time}>
        {time(at)}
      </time>
      <UserText className="truncate">{item.subject}</UserText>
    </Link>
  );
}
