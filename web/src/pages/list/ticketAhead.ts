/** The ticket beside the list, whose parts come and are made ready before somebody opens one. */
import { useEffect } from "react";
import { lazily } from "#/app/patient";
import { whenIdle } from "#/ui/idle";

export const Beside = lazily(() => import("#/pages/list/Beside"));

/** After so long somebody who opened the list will open a ticket. */
const READ_MS = 1_000;

/** Brings the parts while there is nothing else to do; what it returns, as soon as somebody moves towards a ticket. */
export function useTicketAhead(): () => void {
  useEffect(() => {
    let takeBack: () => void = () => undefined;
    const timer = setTimeout(() => {
      takeBack = whenIdle(bring);
    }, READ_MS);
    return () => {
      clearTimeout(timer);
      takeBack();
    };
  }, []);
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
