/** ListPage. */
export function ListPage() {
  return null;
}
