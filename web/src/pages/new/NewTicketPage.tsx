/** NewTicketPage. */
export function NewTicketPage() {
  return null;
}
