/** SetUpPage. */
export function SetUpPage() {
  return null;
}
