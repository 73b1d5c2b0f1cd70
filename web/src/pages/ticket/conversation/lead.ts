/** Leads to a message on the page, and marks it for a moment. */
export function lead(id: string): boolean {
  const there = document.getElementById(placeOf(id));
  if (!there) return false;
  there.scrollIntoView({ block: "center" });
  there.animate([{ outline: "2px solid var(--accent)" }, { outline: "2px solid transparent" }], 1200);
  return true;
}

/** What an address says behind the # to mean a message. */
export const placeOf = (id: string) => `message-${id}`;

export function messageIn(hash: string): string | undefined {
  return /^message-(.+)$/.exec(hash)?.[1];
}
