/** What the palette finds: by the server among tickets and customers, here among views, places and commands. */

import { IconArrowRight, IconCommand, IconSearch, IconTicket, IconUser } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useNameOf } from "#/api/catalog";
import { answer, client } from "#/api/client";
import { useViews } from "#/api/views";
import { usePlaces } from "#/app/usePlaces";
import { useKeyboardMap } from "#/keyboard/keys";
import { m } from "#/paraglide/messages.js";
import { referenceOf } from "#/ui/reference";

export type Found = {
  id: string;
  group: string;
  title: string;
  detail?: string;
  key?: string;
  icon: ReactNode;
  run: () => void;
};

export function usePaletteResults(words: string): Found[] {
  const suggested = useSuggested(words);
  const places = usePlaceEntries();
  const commands = useCommands();
  const has = (entry: Found) => entry.title.toLocaleLowerCase().includes(words.toLocaleLowerCase());
  const local = [...places, ...commands];
  return words === "" ? local : [...suggested, ...local.filter(has)];
}

function useSuggested(words: string): Found[] {
  const { toTicket, toCustomer, toSearch } = usePlaces();
  const { data } = useQuery({
    queryKey: ["suggestions", words],
    queryFn: ({ signal }) => answer(client.GET("/search/suggestions", { params: { query: { q: words } }, signal })),
    enabled: words !== "",
    placeholderData: keepPreviousData,
  });
  if (words === "") return [];
  const search: Found = {
    id: "search",
    group: m.shell_palette_search(),
    title: m.shell_palette_search_for({ words }),
    icon: <IconSearch size={16} />,
    run: () => toSearch(words),
  };
  const tickets = data?.tickets.map((ticket) => ({
    id: ticket.id,
    group: m.shell_tickets(),
    title: ticket.subject,
    detail: referenceOf(ticket),
    icon: <IconTicket size={16} />,
    run: () => toTicket(String(ticket.number)),
  }));
  const customers = data?.customers.map((customer) => ({
    id: customer.id,
    group: m.shell_customers(),
    title: customer.name ?? customer.email ?? "",
    ...(customer.email ? { detail: customer.email } : {}),
    icon: <IconUser size={16} />,
    run: () => toCustomer(customer.id),
  }));
  return [...(tickets ?? []), ...(customers ?? []), search];
}

function usePlaceEntries(): Found[] {
  const { toView } = usePlaces();
  const nameOf = useNameOf();
  const views = useViews() ?? [];
  return views.map((view) => ({
    id: view.id,
    group: m.shell_views(),
    title: nameOf(view),
    icon: <IconArrowRight size={16} className="mirrored" />,
    run: () => toView(view.key ?? view.id),
  }));
}

function useCommands(): Found[] {
  return useKeyboardMap()
    .filter(([, key]) => !key.always)
    .map(([name, key]) => ({
      id: name,
      group: m.shell_commands(),
      title: key.what(),
      key: name.toUpperCase(),
      icon: <IconCommand size={16} />,
      run: key.run,
    }));
}
