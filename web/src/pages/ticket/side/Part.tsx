/** One part of what is known of a ticket, under its name. */
import type { ReactNode } from "react";
import styles from "./Side.module.css";

type Props = { title: string; action?: ReactNode; error?: string | undefined; children: ReactNode };

export function Part({ title, action, error, children }: Props) {
  return (
    <section className={styles.part} aria-label={title}>
      <h2>
        {title}
        {action}
      </h2>
      {children}
      {error && (
        <p className={styles.problem} role="alert">
          {error}
        </p>
      )}
    </section>
  );
}
