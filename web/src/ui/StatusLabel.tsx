/** A status: the organisation's own colour as a dot, and the name, never the colour alone. */
import { useCatalog, useNameOf } from "#/api/catalog";
import { shade } from "#/ui/shade";
import { UserText } from "#/ui/UserText";
import styles from "./StatusLabel.module.css";

type Props = { of: string; kind?: "statuses" | "priorities" };

/** `of` is the key of a status, or of a priority. */
export function StatusLabel({ of, kind = "statuses" }: Props) {
  const nameOf = useNameOf();
  const found = useCatalog(kind)?.find((entry) => entry.key === of);
  return (
    <span className={styles.label}>
      <span className={styles.dot} style={{ background: shade(found?.colours) ?? "var(--ink-soft)" }} aria-hidden />
      <UserText className="truncate">{found ? nameOf(found) : of}</UserText>
    </span>
  );
}
