/** What concerns oneself, in a list; reading is a click, or one for all. */
import { Button } from "@mantine/core";
import { IconBellCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type Notification, useMarkRead, useNotifications } from "#/api/notifications";
import { m } from "#/paraglide/messages.js";
import { Loading } from "#/ui/Loading";
import { Moment } from "#/ui/Moment";
import { Oops } from "#/ui/Oops";
import { State } from "#/ui/State";
import { UserText } from "#/ui/UserText";
import styles from "./NotificationPanel.module.css";

type Props = { onClose: () => void };

export default function NotificationPanel({ onClose }: Props) {
  const { data, error, refetch } = useNotifications();
  const mark = useMarkRead();
  const newest = data?.items[0];
  return (
    <section aria-label={m.shell_news_title()}>
      <header className={styles.header}>
        <h2>{m.shell_news_title()}</h2>
        {newest && (data?.unread ?? 0) > 0 && (
          <Button variant="subtle" size="compact-xs" onClick={() => mark.mutate({ up_to: newest.id, ids: [] })}>
            {m.shell_news_all_read()}
          </Button>
        )}
      </header>
      {error && !data && <Oops error={error} retry={refetch} />}
      {!error && !data && <Loading />}
      {data?.items.length === 0 && (
        <State icon={<IconBellCheck size={28} />} title={m.shell_news_none()}>
          {m.shell_news_none_detail()}
        </State>
      )}
      <ul className={styles.list}>
        {data?.items.map((item) => (
          <Item
            key={item.id}
            item={item}
            onOpen={() => {
              if (!item.read) mark.mutate({ ids: [item.id] });
              onClose();
            }}
          />
        ))}
      </ul>
    </section>
  );
}

function Item({ item, onOpen }: { item: Notification; onOpen: () => void }) {
  return (
    <li>
      <Link
        to="/tickets/$ticket"
        params={{ ticket: String(item.ticket_number) }}
        className={styles.item}
        data-read={item.read}
        onClick={onOpen}
      >
        <span className={styles.what}>
          {!item.read && <span className="sr-only">{m.shell_news_unread()} </span>}
          {told(item)}
        </span>
        <UserText className={styles.subject}>{item.ticket_subject}</UserText>
        <span className={styles.when}>
          <Moment at={item.at} as="relative" />
        </span>
      </Link>
    </li>
  );
}

function told(item: Notification): string {
  const name = item.actor.name ?? m.shell_news_somebody();
  const words = {
    assigned: m.shell_news_assigned,
    mentioned: m.shell_news_mentioned,
    customer_message: m.shell_news_customer_message,
    note: m.shell_news_note,
    sla_warned: m.shell_news_sla_warned,
    sla_breached: m.shell_news_sla_breached,
    rule: m.shell_news_rule,
  };
  return words[item.kind]({ name, text: item.text ?? "" });
}
