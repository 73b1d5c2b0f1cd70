/** The ticket beside the list, whose parts come and are made ready before somebody opens one. */
import { lazily } from "#/app/patient";
import { useOnceRead } from "#/ui/useOnceRead";

export const Beside = lazily(() => import("#/pages/list/Beside"));

/** Brings the parts while there is nothing else to do; what it returns, as soon as somebody moves towards a ticket. */
export function useTicketAhead(): () => void {
  useOnceRead(bring);
  return bring;
}

let isBrought = false;

function bring(): void {
  if (isBrought) return;
  isBrought = true;
  void bringParts();
}

/** What fails is brought when it is needed. */
async function bringParts(): Promise<void> {
  await Beside.ahead();
  const later = await import("#/pages/ticket/laterParts").catch(() => undefined);
  await later?.bringLaterParts();
}
