/** News that concern oneself. */
export function Bell() {
  return null;
}
