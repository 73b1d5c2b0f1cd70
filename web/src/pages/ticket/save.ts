/** Saving one change of the open ticket: shown at once, told with a way back, and what is wrong said beside its field. */
import { useState } from "react";
import { type Field, nameIn } from "#/api/catalog";
import { ApiError } from "#/api/client";
import { queries } from "#/api/queries";
import { changeTicket, inverse, type TicketChange } from "#/api/ticketChanges";
import { type Ticket, ticketKeys } from "#/api/tickets";
import { useLocale } from "#/i18n/locale";
import { m } from "#/paraglide/messages.js";
import { done, failed } from "#/ui/toast";
import { useOpen } from "./open";

export type Save = {
  /** Whether it was saved. */
  save: (change: TicketChange, said: string) => Promise<boolean>;
  /** What the server says of what was sent last. */
  error: string | undefined;
  clear: () => void;
};

/** `told` says whether what is wrong stands beside the field, or in a toast where there is no such place. */
export function useSave(told: "beside" | "toast" = "beside"): Save {
  const { ticket } = useOpen();
  const locale = useLocale();
  const [error, setError] = useState<string>();
  const save = async (change: TicketChange, said: string) => {
    setError(undefined);
    const back = inverse(ticket, change);
    try {
      const saved = await changeTicket(ticket, change);
      done(said, () => void takeBack(saved, back));
      return true;
    } catch (problem) {
      const words = problem instanceof ApiError && problem.status === 422 ? wordsOf(problem, locale) : undefined;
      if (words && told === "beside") setError(words);
      else if (words) failed(m.ticket_not_saved(), new Error(words));
      else failed(m.ticket_not_saved(), problem);
      return false;
    }
  };
  return { save, error, clear: () => setError(undefined) };
}

function wordsOf(problem: ApiError, locale: string): string {
  const errors = problem.problem?.errors ?? [];
  const words = errors.map(({ field, detail }) => {
    const key = /^fields\.(.+)$/.exec(field)?.[1];
    return key === undefined ? detail : `${fieldName(key, locale)}: ${detail}`;
  });
  return words.length > 0 ? words.join("; ") : problem.message;
}

/** As people know it, where it was read before; its key at least. */
function fieldName(key: string, locale: string): string {
  const fields = queries.getQueryData<Field[]>(["catalog", "fields"]);
  const field = fields?.find((one) => one.key === key);
  return field ? nameIn(locale, field) : key;
}

async function takeBack(ticket: Ticket, back: TicketChange): Promise<void> {
  const now = queries.getQueryData<Ticket>(ticketKeys.itself(ticket.id)) ?? ticket;
  await changeTicket(now, back).catch((problem) => failed(m.ticket_not_taken_back(), problem));
}

/** Does something else to the ticket, and tells it in the same way. */
export async function doAndSay(
  act: () => Promise<unknown>,
  said: string,
  undo?: () => Promise<unknown>,
): Promise<void> {
  try {
    await act();
    done(said, undo && (() => void undo().catch((problem) => failed(m.ticket_not_taken_back(), problem))));
  } catch (problem) {
    failed(m.ticket_not_saved(), problem);
  }
}
