/** Where people go from anywhere. */
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";

export function usePlaces() {
  const navigate = useNavigate();
  return useMemo(
    () => ({
      toTickets: () => void navigate({ to: "/tickets", search: { view: "mine" } }),
      toNewTicket: () => void navigate({ to: "/new" }),
      toReports: () => void navigate({ to: "/reports" }),
      toSettings: () => void navigate({ to: "/settings" }),
      toTicket: (ticket: string) => void navigate({ to: "/tickets/$ticket", params: { ticket } }),
      toCustomer: (customer: string) => void navigate({ to: "/customers/$customer", params: { customer } }),
      toView: (view: string) => void navigate({ to: "/tickets", search: { view } }),
      toSearch: (q: string) => void navigate({ to: "/search", search: { q } }),
    }),
    [navigate],
  );
}
