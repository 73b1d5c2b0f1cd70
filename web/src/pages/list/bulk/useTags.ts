/** Tags that the tickets of the list carry, as far as they have been read. */
import type { Option } from "#/pages/list/bulk/PickMenu";
import { useListPage } from "#/pages/list/useListPage";

export function useTags(): Option[] {
  const { rows } = useListPage();
  const tags = new Set<string>();
  for (const ticket of rows.tickets.values()) for (const tag of ticket.tags) tags.add(tag);
  return [...tags].sort().map((tag) => ({ value: tag, label: tag }));
}
