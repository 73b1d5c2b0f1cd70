/** Leads whoever sets up a fresh installation to its first steps, once. */
import { Navigate, useLocation } from "@tanstack/react-router";
import { useSetUpDue } from "#/pages/set-up/due";

export function SetUpDue() {
  const due = useSetUpDue();
  const path = useLocation({ select: (location) => location.pathname });
  // only from where the console begins: an address that somebody was sent leads where it says
  if (!due || path !== "/tickets") return null;
  return <Navigate to="/set-up" replace />;
}
