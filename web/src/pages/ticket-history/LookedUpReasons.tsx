/** Reasons that lie outside of the ticket: a bulk job, a policy of what is promised. */
import { useQuery } from "@tanstack/react-query";
import { useNameOf } from "#/api/catalog";
import { answer, client } from "#/api/client";
import { dateTime } from "#/i18n/format";
import { apart } from "#/i18n/isolates";
import { m } from "#/paraglide/messages.js";
import { actorName } from "./actors";
import { Sentence } from "./Sentence";
import styles from "./Why.module.css";

export function Bulk({ id }: { id: string }) {
  const { data } = useQuery({
    queryKey: ["bulk-job", id],
    queryFn: () => answer(client.GET("/tickets/bulk/{id}", { params: { path: { id } } })),
    retry: false,
  });
  return (
    <p>
      {m.history_why_bulk()}
      {data && (
        <span className={styles.soft}>
          <Sentence>{m.history_why_bulk_of({ count: data.total, who: apart(actorName(data.asked_by)) })}</Sentence>
          <span>{dateTime(data.asked_at)}</span>
        </span>
      )}
    </p>
  );
}

type PromiseProps = { policy: string; version: number; from: string; to: string | undefined };

export function Promised({ policy, version, from, to }: PromiseProps) {
  const nameOf = useNameOf();
  const { data } = useQuery({
    queryKey: ["sla_policys", policy],
    queryFn: () => answer(client.GET("/sla_policies/{id}", { params: { path: { id: policy } } })),
    retry: false,
  });
  const name = apart(data ? nameOf(data) : "…");
  return (
    <p>
      <Sentence>{m.history_why_sla({ name, version })}</Sentence>
      {to && <span className={styles.soft}>{m.history_why_sla_times({ from: dateTime(from), to: dateTime(to) })}</span>}
    </p>
  );
}
