/** A ticket and what belongs to it: read once, kept in step by the live stream under the keys ["ticket", id, ...]. */
import {
  type InfiniteData,
  infiniteQueryOptions,
  queryOptions,
  useInfiniteQuery,
  useQuery,
} from "@tanstack/react-query";
import { answer, client, type Schemas } from "#/api/client";
import { queries } from "#/api/queries";

export type Ticket = Schemas["Ticket"];
export type Message = Schemas["Message"];
export type MessagePage = Schemas["MessageList"];
export type TicketSla = Schemas["TicketSla"];

/** Where a ticket's own answers are kept; the id, never the number, so that live events find them. */
export const ticketKeys = {
  all: (id: string) => ["ticket", id] as const,
  itself: (id: string, asOf = "now") => ["ticket", id, "itself", asOf] as const,
  messages: (id: string) => ["ticket", id, "messages"] as const,
  sla: (id: string, asOf = "now") => ["ticket", id, "sla", asOf] as const,
  links: (id: string) => ["ticket", id, "links"] as const,
  files: (id: string) => ["ticket", id, "files"] as const,
  time: (id: string) => ["ticket", id, "time"] as const,
  checklist: (id: string) => ["ticket", id, "checklist"] as const,
  number: (number: string) => ["ticket-number", number] as const,
};

const MESSAGES_AT_ONCE = 50;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-/i;

export const isId = (text: string) => UUID.test(text);

const at = (id: string, asOf?: string) => ({ params: { path: { id }, query: asOf ? { as_of: asOf } : {} } });
const on = (id: string) => ({ params: { path: { id } } });
const readTicket = (id: string, asOf?: string) => answer(client.GET("/tickets/{id}", at(id, asOf)));
const readSla = (id: string, asOf?: string) => answer(client.GET("/tickets/{id}/sla", at(id, asOf)));
const readMessages = (id: string, cursor?: string) => {
  const query = { order: "desc", limit: MESSAGES_AT_ONCE, ...(cursor ? { cursor } : {}) } as const;
  return answer(client.GET("/tickets/{id}/messages", { params: { path: { id }, query } }));
};

/** What was asked for by number before the id was known; taken by whoever asks by id. */
type Early = { messages: Promise<MessagePage>; sla: Promise<TicketSla> };
const early = new Map<string, Early>();

function takeEarly<K extends keyof Early>(id: string, what: K): Early[K] | undefined {
  const kept = early.get(id);
  if (!kept) return undefined;
  const { [what]: found, ...rest } = kept;
  if (Object.keys(rest).length === 0) early.delete(id);
  else early.set(id, rest as Early);
  return found;
}

export const ticketQuery = (id: string, asOf?: string) =>
  queryOptions({ queryKey: ticketKeys.itself(id, asOf), queryFn: () => readTicket(id, asOf) });

export const slaQuery = (id: string, asOf?: string) =>
  queryOptions({
    queryKey: ticketKeys.sla(id, asOf),
    queryFn: () => (asOf ? readSla(id, asOf) : (takeEarly(id, "sla") ?? readSla(id))),
  });

/** The conversation, newest page first. */
export const messagesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ticketKeys.messages(id),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      pageParam === undefined ? (takeEarly(id, "messages") ?? readMessages(id)) : readMessages(id, pageParam),
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });

/** Which id a number has. Ticket, conversation and clocks are asked for at once, not one after the other. */
const numberQuery = (number: string) =>
  queryOptions({
    queryKey: ticketKeys.number(number),
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const rest = { messages: readMessages(number), sla: readSla(number) };
      for (const promise of Object.values(rest)) promise.catch(() => undefined);
      const ticket = await readTicket(number);
      // answers that nobody waits for would be taken for new ones later
      if (queries.getQueryData(ticketKeys.messages(ticket.id)) === undefined) early.set(ticket.id, rest);
      rememberTicket(ticket);
      void queries.prefetchInfiniteQuery(messagesQuery(ticket.id));
      void queries.prefetchQuery(slaQuery(ticket.id));
      return ticket.id;
    },
  });

/** Keeps a ticket that was just answered. */
export function rememberTicket(ticket: Ticket): void {
  queries.setQueryData(ticketKeys.itself(ticket.id), ticket);
  queries.setQueryData(ticketKeys.number(String(ticket.number)), ticket.id);
}

/** Takes a ticket from a list, to have something to show at once; it is read again when it is opened. */
export function seedTicket(ticket: Ticket): void {
  const key = ticketKeys.itself(ticket.id);
  if (queries.getQueryData(key) === undefined) queries.setQueryData(key, ticket, { updatedAt: 1 });
  queries.setQueryData(ticketKeys.number(String(ticket.number)), ticket.id);
}

/** Reads a ticket before it is opened, for example while the pointer rests on its row. */
export function prefetchTicket(numberOrId: string | number): void {
  const given = String(numberOrId);
  const id = isId(given) ? given : queries.getQueryData<string>(ticketKeys.number(given));
  if (id === undefined) {
    void queries.prefetchQuery(numberQuery(given));
    return;
  }
  void queries.prefetchQuery(ticketQuery(id));
  void queries.prefetchInfiniteQuery(messagesQuery(id));
  void queries.prefetchQuery(slaQuery(id));
}

/** A ticket as it is, or as it was then. */
export function useTicket(numberOrId: string, asOf?: string) {
  const byNumber = useQuery({ ...numberQuery(numberOrId), enabled: !isId(numberOrId) });
  const id = isId(numberOrId) ? numberOrId : byNumber.data;
  const found = useQuery({
    ...ticketQuery(id ?? "", asOf),
    enabled: id !== undefined,
    placeholderData: (before) => (before?.id === id ? before : undefined),
  });
  return {
    ticket: found.data,
    error: byNumber.error ?? found.error,
    retry: () => void (id === undefined ? byNumber.refetch() : found.refetch()),
  };
}

export const useSla = (id: string, asOf?: string) => useQuery(slaQuery(id, asOf)).data;

/** What has been said, oldest first, as far as it was read; `earlier` reads on. */
export function useMessages(id: string) {
  const read = useInfiniteQuery(messagesQuery(id));
  return {
    messages: read.data && inOrder(read.data),
    error: read.error,
    hasEarlier: read.hasNextPage,
    earlier: () => read.fetchNextPage({ cancelRefetch: false }),
    isReadingEarlier: read.isFetchingNextPage,
    retry: () => void read.refetch(),
  };
}

export function inOrder(read: InfiniteData<MessagePage, unknown>): Message[] {
  return read.pages.flatMap((page) => page.items).reverse();
}

export const useLinks = (id: string) =>
  useQuery({
    queryKey: ticketKeys.links(id),
    queryFn: async () => (await answer(client.GET("/tickets/{id}/links", on(id)))).items,
  }).data;

export const useFiles = (id: string, enabled = true) =>
  useQuery({
    enabled,
    queryKey: ticketKeys.files(id),
    queryFn: async () => (await answer(client.GET("/tickets/{id}/attachments", on(id)))).items,
  }).data;

export const useTimeEntries = (id: string, enabled = true) =>
  useQuery({
    enabled,
    queryKey: ticketKeys.time(id),
    queryFn: () => answer(client.GET("/tickets/{id}/time_entries", on(id))),
  }).data;

export const useChecklist = (id: string, enabled = true) =>
  useQuery({
    enabled,
    queryKey: ticketKeys.checklist(id),
    queryFn: async () => (await answer(client.GET("/tickets/{id}/checklist", on(id)))).items,
  }).data;
