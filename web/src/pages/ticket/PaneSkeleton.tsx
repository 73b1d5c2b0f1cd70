/** A ticket on its way, in the shape that it will have. */
import { Skeleton } from "@mantine/core";
import { m } from "#/paraglide/messages.js";
import styles from "./PaneSkeleton.module.css";

export function PaneSkeleton() {
  return (
    <div className={styles.skeleton} role="status">
      <span className="sr-only">{m.common_loading()}</span>
      <Skeleton height={22} width="60%" />
      <Skeleton height={14} width="40%" />
      <div className={styles.messages}>
        <Skeleton height={64} width="62%" />
        <Skeleton height={88} width="68%" className={styles.ours} />
        <Skeleton height={52} width="55%" />
      </div>
    </div>
  );
}
