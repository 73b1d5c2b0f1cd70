/** TicketPage. */
export function TicketPage() {
  return null;
}
