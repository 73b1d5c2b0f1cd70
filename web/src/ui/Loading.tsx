/** A page on its way; shown only when it takes long enough to be noticed. */
import { Loader } from "@mantine/core";
import { m } from "#/paraglide/messages.js";
import styles from "./states.module.css";

export function Loading() {
  return (
    <div className={styles.loading} role="status">
      <Loader size="sm" aria-hidden />
      <span className="sr-only">{m.common_loading()}</span>
    </div>
  );
}
