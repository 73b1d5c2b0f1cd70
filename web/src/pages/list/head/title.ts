/** How a list is called. */
import { nameIn } from "#/api/catalog";
import type { View } from "#/api/views";
import { m } from "#/paraglide/messages.js";
import { getLocale } from "#/paraglide/runtime.js";

export function titleOf(view: View | undefined): string {
  return view ? nameIn(getLocale(), view) : m.list_all_tickets();
}
