/** Whether an installation is fresh and whoever is signed in should be led through its set-up. */
import { useWorkspace } from "#/api/catalog";
import { useMay } from "#/api/me";

const SKIPPED = "docket.set-up.skipped";

/** From now on nobody is led there by itself on this device; the settings still lead there. */
export function skipSetUp(): void {
  localStorage.setItem(SKIPPED, "true");
}

/** Undefined as long as that is not known. */
export function useSetUpDue(): boolean | undefined {
  const workspace = useWorkspace();
  const may = useMay()("settings.workspace");
  if (!may || localStorage.getItem(SKIPPED) !== null) return false;
  return workspace === undefined ? undefined : workspace.version === 0;
}
