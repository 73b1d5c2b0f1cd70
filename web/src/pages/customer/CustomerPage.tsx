/** CustomerPage. */
export function CustomerPage() {
  return null;
}
