/** A text as a QR code, dark on light whatever the colours of the page: cameras want it so. */
import { useMemo } from "react";
import { encode } from "uqr";
import styles from "./Picture.module.css";

/** Modules of empty ground around it, as ISO/IEC 18004 asks. */
const QUIET = 4;

export default function Picture({ of, label }: { of: string; label: string }) {
  const { size, path } = useMemo(() => drawn(of), [of]);
  return (
    <svg role="img" aria-label={label} className={styles.picture} viewBox={`0 0 ${size} ${size}`}>
      <path d={path} />
    </svg>
  );
}

function drawn(text: string): { size: number; path: string } {
  const { data, size } = encode(text, { border: QUIET });
  const dark = data.flatMap((row, y) => row.flatMap((is, x) => (is ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, path: dark.join("") };
}
