/** A ticket over the whole width, at its own address. */
import { useCanGoBack, useNavigate, useParams, useRouter } from "@tanstack/react-router";
import { TicketPane } from "./TicketPane";

export function TicketPage() {
  const { ticket } = useParams({ from: "/tickets/$ticket" });
  const router = useRouter();
  const navigate = useNavigate();
  const canGoBack = useCanGoBack();
  const back = () => {
    if (canGoBack) router.history.back();
    else void navigate({ to: "/tickets", search: { view: "mine" } });
  };
  return <TicketPane key={ticket} ticket={ticket} onClose={back} whole />;
}
