/** What came of a form, aloud to screen readers. */
import styles from "./OutsidePage.module.css";

type Props = { kind: "problem" | "good"; children: string | undefined };

export function Said({ kind, children }: Props) {
  return (
    <div role={kind === "problem" ? "alert" : "status"}>
      {children && (
        <p className={styles.said} data-kind={kind}>
          {children}
        </p>
      )}
    </div>
  );
}
