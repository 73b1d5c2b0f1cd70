/** What was found, or how to find it. */
import { Button, Skeleton } from "@mantine/core";
import { IconSearch, IconSearchOff } from "@tabler/icons-react";
import { list, number } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { Oops } from "#/ui/Oops";
import { ServersWords } from "#/ui/ServersWords";
import { State } from "#/ui/State";
import { UserText } from "#/ui/UserText";
import { changed, type SearchOf } from "./address";
import { FoundTicket } from "./FoundTicket";
import { Hints } from "./Hints";
import styles from "./SearchPage.module.css";
import { type Results as Page, useFound } from "./useFound";

type Props = { search: SearchOf; go: (search: SearchOf) => void };

export function Results({ search, go }: Props) {
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage, isPlaceholderData } =
    useFound(search);
  const hints = <Hints take={(q) => go(changed(search, { q }))} />;
  if (search.q.trim() === "")
    return (
      <>
        <State icon={<IconSearch size={32} />} title={m.settings_search_begin_title()}>
          {m.settings_search_begin_detail()}
        </State>
        {hints}
      </>
    );
  if (error && !data) return <Oops error={error} />;
  if (isPending) return <Rows />;
  const [first] = data.pages;
  const found = data.pages.flatMap((page) => page.items);
  return (
    <div className={styles.results} data-old={isPlaceholderData}>
      {first && <Said page={first} />}
      {found.length === 0 ? (
        <>
          <State icon={<IconSearchOff size={32} />} title={m.settings_search_none_title()}>
            {m.settings_search_none_detail()}
          </State>
          {hints}
        </>
      ) : (
        <ol className={styles.list}>
          {found.map((result) => (
            <FoundTicket key={result.ticket.id} found={result} />
          ))}
        </ol>
      )}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {m.settings_search_more()}
        </Button>
      )}
    </div>
  );
}

/** How many there are, what was taken for mistyped, and what of the text means nothing. */
function Said({ page }: { page: Page }) {
  const told = { count: page.total, n: number(page.total) };
  const meant = page.corrections.flatMap((correction) => correction.meant);
  return (
    <div className={styles.said} role="status">
      <span>{page.total_is_exact ? m.settings_search_total(told) : m.settings_search_total_at_least(told)}</span>
      {meant.length > 0 && <span>{m.settings_search_also({ words: list(meant) })}</span>}
      {page.hints.map((hint) => (
        <span key={hint.text}>
          <UserText as="code">{hint.text}</UserText> <ServersWords>{hint.detail}</ServersWords>
        </span>
      ))}
    </div>
  );
}

function Rows() {
  return (
    <div className={styles.skeleton} role="status">
      <span className="sr-only">{m.common_loading()}</span>
      {["a", "b", "c", "d", "e"].map((row) => (
        <Skeleton key={row} height={72} radius="md" />
      ))}
    </div>
  );
}
