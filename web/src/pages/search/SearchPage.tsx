/** SearchPage. */
export function SearchPage() {
  return null;
}
