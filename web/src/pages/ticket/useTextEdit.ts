/** Changing a text of the ticket that somebody else may be changing too: the save holds only for what one began with. */
import { useState } from "react";
import { ApiError } from "#/api/client";
import { queries } from "#/api/queries";
import { changeTicket, inverse } from "#/api/ticketChanges";
import { ticketKeys, ticketQuery } from "#/api/tickets";
import { m } from "#/paraglide/messages.js";
import { done, failed } from "#/ui/toast";
import { useOpen } from "./open";

export type TextConflict = { theirs: string; version: number };
export type TextEdit = ReturnType<typeof useTextEdit>;
/** Which of the ticket's own texts. */
export type TextPlace = "subject" | "description";

export function useTextEdit(place: TextPlace, said: string, onSaved: () => void) {
  const { ticket } = useOpen();
  const [text, setText] = useState("");
  const [began, setBegan] = useState({ text: "", version: 0 });
  const [error, setError] = useState<string>();
  const [conflict, setConflict] = useState<TextConflict>();

  const begin = () => {
    const now = ticket[place];
    setText(now);
    setBegan({ text: now, version: ticket.version });
    setError(undefined);
    setConflict(undefined);
  };

  const send = async (version: number) => {
    if (text.trim() === began.text.trim()) return onSaved();
    const change = { [place]: text.trim() };
    try {
      const saved = await changeTicket(ticket, change, version);
      const back = inverse(ticket, change);
      done(said, () => void changeTicket(saved, back).catch((problem) => failed(m.ticket_not_taken_back(), problem)));
      onSaved();
    } catch (problem) {
      if (problem instanceof ApiError && problem.status === 412) await meet(version);
      else if (problem instanceof ApiError && problem.status === 422)
        setError(problem.problem?.errors?.[0]?.detail ?? problem.message);
      else failed(m.ticket_not_saved(), problem);
    }
  };

  /** Something changed meanwhile: a conflict only if it was this text. */
  const meet = async (tried: number) => {
    const now = await queries.fetchQuery({ ...ticketQuery(ticket.id), staleTime: 0 });
    const theirs = now[place];
    if (theirs === began.text && now.version !== tried) return send(now.version);
    setConflict({ theirs, version: now.version });
  };

  /** Keeps mine over theirs, or takes theirs; what was typed stays until then. */
  const settle = (mine: boolean) => {
    const at = conflict;
    setConflict(undefined);
    if (at && mine) void send(at.version);
    else {
      void queries.invalidateQueries({ queryKey: ticketKeys.itself(ticket.id) });
      onSaved();
    }
  };
  return { text, type: setText, begin, save: () => send(began.version), error, conflict, settle };
}
