/** The ticket that is open, and what may be done to it, for all parts of its page. */
import { createContext, useContext } from "react";
import type { Permission } from "#/api/me";
import type { Ticket } from "#/api/tickets";

export type Open = {
  ticket: Ticket;
  /** The moment at which it is shown, if that is not now. */
  asOf: string | undefined;
  /** Whether it can be changed by this member, as it is shown. */
  may: (permission: Permission) => boolean;
};

export const OpenTicket = createContext<Open | null>(null);

export function useOpen(): Open {
  const open = useContext(OpenTicket);
  if (open === null) throw new Error("a part of the ticket's page stands outside of it");
  return open;
}
