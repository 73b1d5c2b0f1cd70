/** The organisation's own colour of a setting, as the server says that it is painted. */
import type { Schemas } from "#/api/client";
import { shade } from "#/ui/shade";
import styles from "./SettingList.module.css";

export function Dot({ colours }: { colours: unknown }) {
  if (!colours) return null;
  return <span className={styles.dot} style={{ background: shade(colours as Schemas["Colours"]) }} aria-hidden />;
}
