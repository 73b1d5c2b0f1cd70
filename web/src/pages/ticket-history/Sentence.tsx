/** A sentence whose values stand out and keep their own direction. */

import { parts } from "#/i18n/isolates";
import styles from "./history.module.css";

export function Sentence({ children }: { children: string }) {
  return parts(children).map((part) =>
    part.value ? (
      <bdi key={part.at} className={styles.value}>
        {part.text}
      </bdi>
    ) : (
      <span key={part.at}>{part.text}</span>
    ),
  );
}
