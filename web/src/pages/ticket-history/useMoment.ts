/** Which moments of a ticket the address names, and the way to others. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";

export type Moments = { as_of?: string | undefined; from?: string | undefined };

type Given = {
  /** Instead of the address: the moment shown, the moment it is compared with, and what to do when they are moved. */
  asOf?: string | undefined;
  from?: string | undefined;
  onMove?: ((moments: Moments) => void) | undefined;
};

export type MomentProps = Given;

export function useMoment({ asOf, from, onMove }: Given) {
  const search = useSearch({ strict: false }) as Moments;
  const navigate = useNavigate();
  const moveAddress = useCallback(
    (moments: Moments) => {
      const next = (before: object) => ({ ...before, ...moments }) as never;
      void navigate({ to: ".", search: next, replace: true, resetScroll: false });
    },
    [navigate],
  );
  const own = onMove !== undefined;
  return {
    asOf: own ? asOf : search.as_of,
    from: own ? from : search.from,
    move: onMove ?? moveAddress,
  };
}
