/** A ticket: what it is about, what was said, and what is known of it; beside the list or on a page of its own. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { useMay } from "#/api/me";
import { type Ticket, useTicket } from "#/api/tickets";
import { Oops } from "#/ui/Oops";
import { OpenTicket } from "./open";
import { PaneSkeleton } from "./PaneSkeleton";
import { TicketBody } from "./TicketBody";
import styles from "./TicketPane.module.css";

type Props = {
  /** Its number, reference or id. */
  ticket: string | number;
  /** Without it the ticket is closed by leaving `open` out of the list's address. */
  onClose?: () => void;
  /** Has a page of its own: closing is going back. */
  whole?: boolean;
};

export function TicketPane({ ticket: named, onClose, whole = false }: Props) {
  const asOf = useSearch({ strict: false, select: (search) => (search as { as_of?: string }).as_of });
  const without = useWithout();
  const { ticket, error, retry } = useTicket(String(named), asOf);
  if (ticket === undefined) {
    return (
      <section className={styles.pane}>
        {error ? <Oops error={error} retry={retry} page={whole} /> : <PaneSkeleton />}
      </section>
    );
  }
  const close = onClose ?? (() => without("open"));
  return <Opened key={ticket.id} ticket={ticket} asOf={asOf} onClose={close} whole={whole} />;
}

type OpenedProps = { ticket: Ticket; asOf: string | undefined; onClose: () => void; whole: boolean };

function Opened({ ticket, asOf, onClose, whole }: OpenedProps) {
  const may = useMay();
  const still = asOf !== undefined || ticket.deleted || ticket.merged_into !== null;
  const open = useMemo(
    () => ({ ticket, asOf, may: (permission: Parameters<typeof may>[0]) => !still && may(permission) }),
    [ticket, asOf, still, may],
  );
  const without = useWithout();
  return (
    <OpenTicket value={open}>
      <TicketBody onClose={onClose} whole={whole} onNow={() => without("as_of")} />
    </OpenTicket>
  );
}

/** Goes to the same address without one of the things that it says. */
function useWithout(): (name: "open" | "as_of") => void {
  const navigate = useNavigate();
  return (name) => void navigate({ to: ".", search: (search: object) => ({ ...search, [name]: undefined }) as never });
}
