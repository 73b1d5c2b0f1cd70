/** How a ticket is named wherever one reads of it: `DKT-000123`, or `#29` where the organisation has no letters before it. */
export const referenceOf = ({ reference }: { reference: string }): string =>
  /^\d+$/.test(reference) ? `#${reference}` : reference;
