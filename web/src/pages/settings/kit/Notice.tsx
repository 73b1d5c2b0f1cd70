/** Words that stand out by their ground: what went wrong, what went well, what to know. */
import type { ReactNode } from "react";
import styles from "./Notice.module.css";

type Props = { kind: "danger" | "success" | "info"; title?: string; children: ReactNode };

export function Notice({ kind, title, children }: Props) {
  return (
    <div className={styles.notice} data-kind={kind} role={kind === "danger" ? "alert" : "status"}>
      {title && <strong>{title}</strong>}
      <div>{children}</div>
    </div>
  );
}
