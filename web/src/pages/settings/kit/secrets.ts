/** Secrets of keys that were just made, in memory alone, until the page that shows them is left. */

const secrets = new Map<string, string>();

export function keepSecret(id: string, secret: string | null): void {
  if (secret) secrets.set(id, secret);
}

export const secretOf = (id: string) => secrets.get(id);
export const forgetSecret = (id: string) => secrets.delete(id);
