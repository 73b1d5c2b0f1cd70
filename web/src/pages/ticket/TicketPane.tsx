/** A ticket beside the list. */
export function TicketPane({ ticket }: { ticket: number }) {
  return <h2>{ticket}</h2>;
}
