/** How far a job is, how it went, why some tickets were refused, and the way back. */
import { Button, Progress } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { number } from "#/i18n/format";
import { cancelJob, isOver, type Job, showJob, undoJob, useJob, useRefusals } from "#/pages/list/bulk/jobs";
import { catchUp } from "#/pages/list/data/live";
import { useListPage } from "#/pages/list/useListPage";
import { m } from "#/paraglide/messages.js";
import { Dialog } from "#/ui/Dialog";
import { ServersWords } from "#/ui/ServersWords";
import { failed } from "#/ui/toast";
import styles from "./bulk.module.css";

/** A job that went through without a hitch is told of for so long: time enough to take it back. */
const TOLD_MS = 10_000;

export default function JobBar({ id }: { id: string }) {
  const job = useJob(id);
  const { rows } = useListPage();
  const [why, setWhy] = useState(false);
  const over = job !== undefined && isOver(job);
  const smooth = over && job.refused === 0 && job.partly === 0;
  useEffect(() => {
    if (over) void catchUp(rows);
    if (!smooth) return;
    const timer = setTimeout(() => showJob(undefined), TOLD_MS);
    return () => clearTimeout(timer);
  }, [over, smooth, rows]);
  if (!job) return null;
  return (
    <section className={styles.bar} aria-label={m.list_bulk()} data-job>
      <p className={styles.told} role="status">
        {told(job)}
      </p>
      {!over && <Progress value={(100 * job.done) / Math.max(1, job.total)} aria-label={m.list_bulk()} w={160} />}
      <div className={styles.actions}>
        {!over && job.state !== "cancelling" && <Plain label={m.common_cancel()} run={() => cancelJob(id)} />}
        {over && <Why job={job} onAsked={() => setWhy(true)} />}
        {over && job.changed + job.partly > 0 && !job.undone_by && (
          <Plain label={m.common_undo()} run={() => undoJob(id)} />
        )}
        {over && (
          <Button variant="subtle" color="gray" onClick={() => showJob(undefined)}>
            {m.common_close()}
          </Button>
        )}
      </div>
      {why && <Refusals id={id} onClose={() => setWhy(false)} />}
    </section>
  );
}

/** Offers the reasons where a ticket was refused, or only a part of it done. */
export function Why({ job, onAsked }: { job: Job; onAsked: () => void }) {
  const count = job.refused || job.partly;
  if (count === 0) return null;
  const shown = number(count);
  return (
    <Button variant="light" color="orange" onClick={onAsked}>
      {job.refused > 0 ? m.list_job_why({ count, shown }) : m.list_job_why_partly({ count, shown })}
    </Button>
  );
}

function Plain({ label, run }: { label: string; run: () => Promise<unknown> }) {
  const [waiting, setWaiting] = useState(false);
  const start = () => {
    setWaiting(true);
    run()
      .catch((error) => failed(m.list_bulk_failed(), error))
      .finally(() => setWaiting(false));
  };
  return (
    <Button variant="light" loading={waiting} onClick={start}>
      {label}
    </Button>
  );
}

export function told(job: Job): string {
  const count = job.changed + job.partly;
  const shown = number(count);
  if (!isOver(job)) return m.list_job_running({ done: number(job.done), total: number(job.total) });
  if (job.state === "cancelled") return m.list_job_cancelled({ count, shown });
  return job.undoes ? m.list_job_undone({ count, shown }) : m.list_job_done({ count, shown });
}

export function Refusals({ id, onClose }: { id: string; onClose: () => void }) {
  const refused = useRefusals(id, true).data;
  return (
    <Dialog opened onClose={onClose} title={m.list_job_refused()}>
      <ul className={styles.refused}>
        {refused?.map((result) => (
          <li key={result.ticket_id}>
            {result.number !== null && result.number !== undefined ? (
              <Link to="/tickets/$ticket" params={{ ticket: String(result.number) }}>
                <bdi>#{result.number}</bdi>
              </Link>
            ) : (
              m.common_not_there()
            )}
            {result.result === "partly" && <span>{m.list_job_partly()}</span>}
            {result.detail && <ServersWords>{result.detail}</ServersWords>}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
