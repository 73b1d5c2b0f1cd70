/** The shape of a row whose ticket is on its way. */
import { useListPage } from "#/pages/list/useListPage";
import styles from "./table.module.css";

type Props = { index: number; start: number; compact: boolean };

export function SkeletonRow({ index, start, compact }: Props) {
  const { columns } = useListPage();
  const shown = compact ? ["subject"] : columns.map((column) => column.id);
  return (
    <div className={styles.row} data-skeleton style={{ transform: `translateY(${start}px)` }} aria-hidden>
      <span className={styles.pick} />
      {shown.map((id, at) => (
        <span key={id} className={styles.cell}>
          <span className={styles.bone} style={{ inlineSize: `${45 + ((index * 7 + at * 13) % 40)}%` }} />
        </span>
      ))}
    </div>
  );
}
