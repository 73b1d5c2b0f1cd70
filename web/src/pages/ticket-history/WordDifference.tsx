/** A text with what was taken out and what was put in, marked for the eye and for screen readers. */
import { useMemo } from "react";
import styles from "./Difference.module.css";
import { wordDifference } from "./words";

export function WordDifference({ before, after }: { before: string; after: string }) {
  const pieces = useMemo(() => {
    let at = 0;
    return wordDifference(before, after).map((piece) => {
      at += piece.text.length;
      return { ...piece, at };
    });
  }, [before, after]);
  return (
    <div dir="auto" className={styles.words}>
      {pieces.map(({ kind, text, at }) => {
        const key = `${at}${kind}`;
        if (kind === "gone") return <del key={key}>{text}</del>;
        return kind === "new" ? <ins key={key}>{text}</ins> : <span key={key}>{text}</span>;
      })}
    </div>
  );
}
