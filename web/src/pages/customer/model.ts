/** A customer as a form has them, and what of it is to be sent. */
import type { Customer, CustomerPatch } from "./customers";

export type Draft = {
  name: string;
  emails: string[];
  phones: string[];
  organisation_id: string | null;
  language: string | null;
  time_zone: string | null;
  notes: string;
};

export function draftOf(customer?: Customer): Draft {
  return {
    name: customer?.name ?? "",
    emails: customer?.emails ?? [],
    phones: customer?.phones ?? [],
    organisation_id: customer?.organisation_id ?? null,
    language: customer?.language ?? null,
    time_zone: customer?.time_zone ?? null,
    notes: customer?.notes ?? "",
  };
}

/** What differs. A new customer's organisation is found by the address unless one was chosen. */
export function patchOf(draft: Draft, customer?: Customer): CustomerPatch {
  const before = draftOf(customer);
  const parts = Object.entries(draft).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof Draft]),
  );
  const patch = Object.fromEntries(parts) as CustomerPatch;
  if (patch.name === "") patch.name = null;
  return patch;
}
