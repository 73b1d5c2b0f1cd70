/** Tags to give to tickets of the list, and to take off. */
import { useQuery } from "@tanstack/react-query";
import { tagsQuery } from "#/api/tags";
import type { Option } from "#/pages/list/bulk/PickMenu";
import { useListPage } from "#/pages/list/useListPage";

/** Those that tickets of the list carry, as far as they have been read. */
export function useTags(): Option[] {
  const { rows } = useListPage();
  const tags = new Set<string>();
  for (const ticket of rows.tickets.values()) for (const tag of ticket.tags) tags.add(tag);
  return [...tags].sort().map(option);
}

/** Those that tickets anywhere carry, the most used first. */
export function useTagsInUse(): Option[] {
  const own = useTags();
  const { data } = useQuery(tagsQuery(""));
  return data?.map(option) ?? own;
}

const option = (tag: string): Option => ({ value: tag, label: tag });
