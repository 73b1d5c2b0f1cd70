/** What one did to many tickets before, each with how it went and the way back. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answer, client } from "#/api/client";
import { dateTime, list } from "#/i18n/format";
import { Refusals, told, Why } from "#/pages/list/bulk/JobBar";
import { isOver, type Job, undoJob } from "#/pages/list/bulk/jobs";
import { m } from "#/paraglide/messages.js";
import { Dialog } from "#/ui/Dialog";
import { Oops } from "#/ui/Oops";
import { failed } from "#/ui/toast";
import styles from "./bulk.module.css";

export default function JobsDialog({ onClose }: { onClose: () => void }) {
  const { data, error } = useQuery({
    queryKey: ["bulk-jobs"],
    queryFn: async () => {
      const query = { mine: true, limit: 30 };
      return (await answer(client.GET("/tickets/bulk", { params: { query } }))).items;
    },
    staleTime: 0,
  });
  return (
    <Dialog opened onClose={onClose} title={m.list_jobs()} size="lg">
      {error && <Oops error={error} />}
      {data?.length === 0 && <p>{m.list_jobs_none()}</p>}
      <ul className={styles.jobs}>
        {data?.map((job) => (
          <JobLine key={job.id} job={job} onUndone={onClose} />
        ))}
      </ul>
    </Dialog>
  );
}

function JobLine({ job, onUndone }: { job: Job; onUndone: () => void }) {
  const [why, setWhy] = useState(false);
  const count = job.changed + job.partly;
  const undo = () => undoJob(job.id).then(onUndone, (error) => failed(m.list_bulk_failed(), error));
  return (
    <li className={styles.job}>
      <span className={styles.jobWhat}>
        <strong>{job.undoes ? m.list_job_undoing() : list(job.actions.map(actionName))}</strong>
        <span>
          {dateTime(job.asked_at)} · {told(job)}
        </span>
      </span>
      <Why job={job} onAsked={() => setWhy(true)} />
      {isOver(job) && count > 0 && !job.undone_by && (
        <Button variant="light" onClick={undo}>
          {m.common_undo()}
        </Button>
      )}
      {why && <Refusals id={job.id} onClose={() => setWhy(false)} />}
    </li>
  );
}

function actionName(action: Job["actions"][number]): string {
  const names: Record<Job["actions"][number]["type"], () => string> = {
    set_status: m.common_status,
    set_priority: m.common_priority,
    assign: m.list_assign,
    unassign: m.list_assign,
    assign_only: m.list_assign,
    assign_by_turn: m.list_assign,
    route: m.common_department,
    add_tags: m.list_tag_add,
    remove_tags: m.list_tag_remove,
    set_fields: m.list_group_fields,
    apply_macro: m.list_macro,
    delete: m.common_delete,
    restore: m.list_restore,
  };
  return names[action.type]();
}
