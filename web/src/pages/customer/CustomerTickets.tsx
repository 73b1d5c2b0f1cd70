/** Tickets on which a customer asks, the newest first. */

import { Button } from "@mantine/core";
import { IconTicket } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { answer, client, type Schemas } from "#/api/client";
import { m } from "#/paraglide/messages.js";
import { Loading } from "#/ui/Loading";
import { Moment } from "#/ui/Moment";
import { Oops } from "#/ui/Oops";
import { referenceOf } from "#/ui/reference";
import { State } from "#/ui/State";
import { StatusLabel } from "#/ui/StatusLabel";
import { UserText } from "#/ui/UserText";
import styles from "./Customer.module.css";

export function CustomerTickets({ id }: { id: string }) {
  const tickets = useInfiniteQuery({
    queryKey: ["customers", "tickets", id],
    queryFn: ({ pageParam }) => {
      const query = { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) };
      return answer(client.GET("/customers/{id}/tickets", { params: { path: { id }, query } }));
    },
    initialPageParam: "",
    getNextPageParam: (page: Schemas["TicketList"]) => page.next_cursor ?? undefined,
  });
  if (tickets.isPending) return <Loading />;
  if (tickets.error) return <Oops error={tickets.error} />;
  const found = tickets.data.pages.flatMap((page) => page.items);
  if (found.length === 0)
    return (
      <State icon={<IconTicket size={32} />} title={m.settings_customer_no_tickets()}>
        {m.settings_customer_no_tickets_detail()}
      </State>
    );
  return (
    <>
      <ul className={styles.rows}>
        {found.map((ticket) => (
          <li key={ticket.id}>
            <Link to="/tickets/$ticket" params={{ ticket: String(ticket.number) }} className={styles.ticket}>
              <span className={styles.soft} dir="ltr">
                {referenceOf(ticket)}
              </span>
              <span className="truncate">
                <UserText>{ticket.subject}</UserText>
              </span>
              <StatusLabel of={ticket.status} />
              <span className={styles.soft}>
                <Moment at={ticket.updated_at} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {tickets.hasNextPage && (
        <Button
          variant="default"
          mt="sm"
          loading={tickets.isFetchingNextPage}
          onClick={() => void tickets.fetchNextPage()}
        >
          {m.settings_search_more()}
        </Button>
      )}
    </>
  );
}
