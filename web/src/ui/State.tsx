/** What stands where nothing can be shown: why that is so, and what to do about it. */
import type { ReactNode } from "react";
import styles from "./states.module.css";

type Props = {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  alert?: boolean;
  /** All that is on the page: its title is the page's heading. */
  page?: boolean;
};

export function State({ icon, title, children, actions, alert = false, page = false }: Props) {
  const Title = page ? "h1" : "h2";
  return (
    <div className={styles.state} role={alert ? "alert" : undefined}>
      {icon && (
        <span className={styles.icon} aria-hidden>
          {icon}
        </span>
      )}
      <Title className={styles.title}>{title}</Title>
      {children && <p>{children}</p>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
