/** ReportsPage. */
export function ReportsPage() {
  return null;
}
