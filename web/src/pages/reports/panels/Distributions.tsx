/** How tickets are divided, now or as of a moment. */
import { m } from "#/paraglide/messages.js";
import { AsOf } from "../AsOf";
import type { Report } from "../filter";
import styles from "../reports.module.css";
import { Distribution } from "./Distribution";

type Props = { report: Report; onAsOf: (asOf: string | undefined) => void };

export function Distributions({ report, onAsOf }: Props) {
  return (
    <section className={styles.group} aria-label={m.reports_distribution()}>
      <header className={styles.grouphead}>
        <h2>{m.reports_distribution()}</h2>
        <span className={styles.note}>{m.reports_distribution_note()}</span>
        <AsOf asOf={report.asOf} onAsOf={onAsOf} />
      </header>
      <div className={styles.panels}>
        <Distribution report={report} by="status" title={m.reports_by_status()} />
        <Distribution report={report} by="priority" title={m.reports_by_priority()} />
        <Distribution report={report} by="department" title={m.reports_by_department()} />
        <Distribution report={report} by="channel" title={m.reports_by_channel()} />
      </div>
    </section>
  );
}
