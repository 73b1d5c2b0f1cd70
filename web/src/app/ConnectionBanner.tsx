/** Tells when nothing new can come in, and when it does again. */
import { IconCloudOff } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { type Connection, useConnection } from "#/live/stream";
import { m } from "#/paraglide/messages.js";
import styles from "./ConnectionBanner.module.css";

/** A hiccup shorter than this is nobody's concern. */
const HICCUP_MS = 2_000;

export function ConnectionBanner() {
  const broken = useLasting(useConnection());
  return (
    <div className={styles.place} role="status">
      {broken && (
        <p className={styles.banner}>
          <IconCloudOff size={16} aria-hidden />
          {m.shell_offline()}
        </p>
      )}
    </div>
  );
}

function useLasting(connection: Connection): boolean {
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    if (connection !== "broken") {
      setBroken(false);
      return;
    }
    const timer = setTimeout(() => setBroken(true), HICCUP_MS);
    return () => clearTimeout(timer);
  }, [connection]);
  return broken;
}
