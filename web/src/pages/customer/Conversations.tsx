/** All that was said on a customer's tickets, the newest first; notes among the team look unlike the rest. */
import { Button } from "@mantine/core";
import { IconLock, IconMessage } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { answer, client, type Schemas } from "#/api/client";
import { m } from "#/paraglide/messages.js";
import { Loading } from "#/ui/Loading";
import { Moment } from "#/ui/Moment";
import { Oops } from "#/ui/Oops";
import { State } from "#/ui/State";
import { UserText } from "#/ui/UserText";
import styles from "./Customer.module.css";

type Message = Schemas["CustomerMessage"];

export function Conversations({ id }: { id: string }) {
  const messages = useInfiniteQuery({
    queryKey: ["customers", "messages", id],
    queryFn: ({ pageParam }) => {
      const query = { limit: 30, ...(pageParam ? { cursor: pageParam } : {}) };
      return answer(client.GET("/customers/{id}/messages", { params: { path: { id }, query } }));
    },
    initialPageParam: "",
    getNextPageParam: (page: Schemas["CustomerMessageList"]) => page.next_cursor ?? undefined,
  });
  if (messages.isPending) return <Loading />;
  if (messages.error) return <Oops error={messages.error} />;
  const found = messages.data.pages.flatMap((page) => page.items);
  if (found.length === 0)
    return (
      <State icon={<IconMessage size={32} />} title={m.settings_customer_no_words()}>
        {m.settings_customer_no_words_detail()}
      </State>
    );
  return (
    <>
      <ol className={styles.messages}>
        {found.map((message) => (
          <Said key={message.id} message={message} />
        ))}
      </ol>
      {messages.hasNextPage && (
        <Button variant="default" loading={messages.isFetchingNextPage} onClick={() => void messages.fetchNextPage()}>
          {m.settings_search_more()}
        </Button>
      )}
    </>
  );
}

function Said({ message }: { message: Message }) {
  const internal = message.visibility === "internal";
  return (
    <li className={styles.message} data-internal={internal}>
      <p className={styles.said}>
        <UserText as="strong">{message.author?.name}</UserText>
        <span className={styles.kind}>
          {internal && <IconLock size={12} aria-hidden />}
          {kindOf(message)}
        </span>
        <Moment at={message.created_at} />
      </p>
      <UserText as="p" className={styles.words}>
        {message.redacted ? m.settings_customer_redacted() : wordsOf(message)}
      </UserText>
      <Link to="/tickets/$ticket" params={{ ticket: String(message.ticket_number) }} className={styles.on}>
        <bdi dir="ltr">{message.ticket_number}</bdi> · <UserText>{message.ticket_subject}</UserText>
      </Link>
    </li>
  );
}

function kindOf({ visibility, author, customer_id }: Message): string {
  if (visibility === "internal") return m.settings_customer_internal();
  const theirs = customer_id !== null || author?.kind === "customer" || author?.kind === "visitor";
  return theirs ? m.settings_search_in_customer() : m.settings_customer_public();
}

/** The words alone: this is to read along, the ticket shows how they were written. */
function wordsOf(message: Message): string {
  if (message.format !== "html") return message.body ?? "";
  return new DOMParser().parseFromString(message.html ?? "", "text/html").body.textContent ?? "";
}
