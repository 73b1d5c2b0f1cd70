/** Who changed what of a setting or a customer, in the order in which it happened. */
import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { Schemas } from "#/api/client";
import { m } from "#/paraglide/messages.js";
import { Loading } from "#/ui/Loading";
import { Moment } from "#/ui/Moment";
import { Oops } from "#/ui/Oops";
import { UserText } from "#/ui/UserText";
import { type History, send } from "./api";
import styles from "./Changes.module.css";
import { useReadable } from "./readable";

type Entry = Schemas["HistoryEntry"];
type Props = { path: string; version: number; labels: (path: string) => string | undefined };

export function Changes({ path, version, labels }: Props) {
  const history = useInfiniteQuery({
    queryKey: ["changes", path, version],
    queryFn: ({ pageParam }) =>
      send<History>("GET", `${path}/history`, {
        params: { query: { limit: 30, ...(pageParam ? { cursor: pageParam } : {}) } },
      }),
    initialPageParam: "",
    getNextPageParam: (page: History) => page.next_cursor ?? undefined,
  });
  if (history.isPending) return <Loading />;
  if (history.error) return <Oops error={history.error} />;
  const entries = history.data.pages.flatMap((page) => page.items);
  if (entries.length === 0) return <p className={styles.none}>{m.settings_history_none()}</p>;
  return (
    <>
      <ol className={styles.entries}>
        {entries.map((entry) => (
          <EntryRow key={entry.position} entry={entry} labels={labels} />
        ))}
      </ol>
      {history.hasNextPage && (
        <Button variant="default" loading={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
          {m.settings_search_more()}
        </Button>
      )}
    </>
  );
}

function EntryRow({ entry, labels }: { entry: Entry; labels: Props["labels"] }) {
  const readable = useReadable();
  return (
    <li className={styles.entry}>
      <p className={styles.head}>
        <strong>{whatHappened(entry)}</strong>
        <UserText>{whoDid(entry.actor)}</UserText>
        <Moment at={entry.occurred_at} />
      </p>
      {entry.changes.length > 0 && (
        <dl className={styles.changes}>
          {entry.changes.map((change) => (
            <div key={change.path}>
              <dt>{labels(change.path) ?? <bdi dir="ltr">{change.path}</bdi>}</dt>
              <dd>
                {change.before !== null && (
                  <>
                    <UserText as="del">{readable(change.before)}</UserText>{" "}
                  </>
                )}
                <UserText as="ins">{readable(change.after)}</UserText>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}

function whatHappened({ type, version }: Entry): string {
  const [, what = ""] = type.split(".");
  if (what === "saved" && version === 1) return m.settings_history_created();
  const said: Record<string, () => string> = {
    created: m.settings_history_created,
    retired: m.settings_history_retired,
    restored: m.settings_history_restored,
    merged: m.settings_history_merged,
    absorbed: m.settings_history_merged,
  };
  return (said[what] ?? m.settings_history_saved)();
}

function whoDid(actor: Schemas["Actor"]): string {
  const who = actor.name ?? m.settings_history_system();
  return actor.via?.name ? m.settings_history_by_key({ who, key: actor.via.name }) : who;
}
