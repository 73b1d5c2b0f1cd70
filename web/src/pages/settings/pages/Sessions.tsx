/** Where one is signed in, and how to end it there. */
import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { answer, client, type Schemas } from "#/api/client";
import { queries } from "#/api/queries";
import { m } from "#/paraglide/messages.js";
import { Moment } from "#/ui/Moment";
import { failed } from "#/ui/toast";
import form from "../kit/SettingForm.module.css";
import list from "../kit/SettingList.module.css";

const KEY = ["sessions"];

export function Sessions() {
  const { data } = useQuery({ queryKey: KEY, queryFn: () => answer(client.GET("/sessions")) });
  const refused = (error: unknown) => failed(m.settings_sessions_not_ended(), error);
  const again = () => queries.invalidateQueries({ queryKey: KEY });
  const ending = useMutation({
    mutationFn: (id: string) => answer(client.DELETE("/sessions/{id}", { params: { path: { id } } })),
    onSuccess: again,
    onError: refused,
  });
  const endingAll = useMutation({
    mutationFn: () => answer(client.DELETE("/sessions")),
    onSuccess: again,
    onError: refused,
  });
  if (!data) return null;
  return (
    <section className={form.section} aria-label={m.settings_sessions()}>
      <h2>{m.settings_sessions()}</h2>
      <ul className={list.rows}>
        {data.items.map((session) => (
          <Row key={session.id} session={session} onEnd={() => ending.mutate(session.id)} />
        ))}
      </ul>
      {data.items.length > 1 && (
        <div>
          <Button variant="default" loading={endingAll.isPending} onClick={() => endingAll.mutate()}>
            {m.settings_sessions_end_others()}
          </Button>
        </div>
      )}
    </section>
  );
}

function Row({ session, onEnd }: { session: Schemas["Session"]; onEnd: () => void }) {
  return (
    <li className={list.row}>
      <span className={list.summary}>
        <strong>
          <bdi dir="auto">{session.device || m.settings_sessions_unknown()}</bdi>
        </strong>
        <bdi dir="ltr">{session.address}</bdi>
        <Moment at={session.last_seen_at} as="relative" />
        {session.current && <span className={list.badge}>{m.settings_sessions_this()}</span>}
      </span>
      {!session.current && (
        <Button
          variant="default"
          size="compact-xs"
          aria-label={m.settings_sessions_end_of({ device: session.device })}
          onClick={onEnd}
        >
          {m.settings_sessions_end()}
        </Button>
      )}
    </li>
  );
}
