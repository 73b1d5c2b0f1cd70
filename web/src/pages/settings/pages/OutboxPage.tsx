/** What leaves the house: mails, calls and notifications, and what became of each. */
import { Button, Select } from "@mantine/core";
import { IconMailForward } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answer, client, type Schemas } from "#/api/client";
import { m } from "#/paraglide/messages.js";
import { Loading } from "#/ui/Loading";
import { Oops } from "#/ui/Oops";
import { State } from "#/ui/State";
import extras from "../extras/extras.module.css";
import { Deliveries } from "./Deliveries";
import { KINDS, STATES } from "./outbox";

const LOOK_MS = 3_000;
const isOnItsWay = (page: Schemas["DeliveryList"]) =>
  page.items.some(({ state }) => state === "waiting" || state === "sending");

export default function OutboxPage() {
  const [state, setState] = useState<string | null>(null);
  const [kind, setKind] = useState<string | null>(null);
  const deliveries = useInfiniteQuery({
    queryKey: ["deliveries", state, kind],
    queryFn: ({ pageParam }) => {
      const query = {
        limit: 50,
        ...(state && { state }),
        ...(kind && { kind }),
        ...(pageParam && { cursor: pageParam }),
      };
      return answer(client.GET("/outbox", { params: { query: query as never } }));
    },
    initialPageParam: "",
    getNextPageParam: (page: Schemas["DeliveryList"]) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) => (data?.pages.some(isOnItsWay) ? LOOK_MS : false),
  });
  const options = (words: typeof STATES) => words.map(([value, label]) => ({ value, label: label() }));
  const all = deliveries.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <div className={extras.inline}>
        <Select
          clearable
          label={m.settings_outbox_state()}
          placeholder={m.common_all()}
          data={options(STATES)}
          value={state}
          onChange={setState}
        />
        <Select
          clearable
          label={m.settings_outbox_kind()}
          placeholder={m.common_all()}
          data={options(KINDS)}
          value={kind}
          onChange={setKind}
        />
      </div>
      {deliveries.error && <Oops error={deliveries.error} />}
      {deliveries.isPending && <Loading />}
      {deliveries.data && all.length === 0 && (
        <State icon={<IconMailForward size={32} />} title={m.settings_outbox_none()}>
          {m.settings_outbox_none_detail()}
        </State>
      )}
      {all.length > 0 && <Deliveries deliveries={all} />}
      {deliveries.hasNextPage && (
        <Button variant="default" onClick={() => void deliveries.fetchNextPage()}>
          {m.settings_search_more()}
        </Button>
      )}
    </>
  );
}
