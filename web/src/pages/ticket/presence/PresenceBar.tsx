/** Who else is here, by name. */
import { IconEye, IconPencil } from "@tabler/icons-react";
import { useMe } from "#/api/me";
import { type Doing, usePresence } from "#/api/presence";
import { list } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { useOpen } from "../open";
import styles from "./PresenceBar.module.css";

export function PresenceBar({ doing }: { doing: Doing }) {
  const { ticket, asOf } = useOpen();
  const isMember = useMe().kind === "member";
  const others = usePresence(ticket.id, doing, isMember && asOf === undefined);
  const named = (what: Doing) => others.filter((other) => other.doing === what).map((other) => other.member.name);
  const replying = named("replying");
  const viewing = named("viewing");
  return (
    <div className={styles.bar} role="status">
      {replying.length > 0 && (
        <span className={styles.replying}>
          <IconPencil size={14} aria-hidden />
          <bdi>{m.ticket_replying({ count: replying.length, names: list(replying) })}</bdi>
        </span>
      )}
      {viewing.length > 0 && (
        <span>
          <IconEye size={14} aria-hidden />
          <bdi>{m.ticket_viewing({ count: viewing.length, names: list(viewing) })}</bdi>
        </span>
      )}
    </div>
  );
}
