/** The organisation's own colour of a setting, as the server says that it is painted. */
import { useComputedColorScheme } from "@mantine/core";
import type { Schemas } from "#/api/client";
import styles from "./SettingList.module.css";

export function Dot({ colours }: { colours: unknown }) {
  const dark = useComputedColorScheme("light") === "dark";
  if (!colours) return null;
  const { light, dark: night } = colours as Schemas["Colours"];
  return <span className={styles.dot} style={{ background: (dark ? night : light).text }} aria-hidden />;
}
