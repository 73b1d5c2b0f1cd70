/** SettingsPage. */
export function SettingsPage() {
  return null;
}
