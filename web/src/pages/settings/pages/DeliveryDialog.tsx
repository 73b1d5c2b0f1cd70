/** One delivery whole: what is sent, when it was tried, and which rule wanted it. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { answer, client, type Schemas } from "#/api/client";
import { useMay } from "#/api/me";
import { number } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { Dialog } from "#/ui/Dialog";
import { Loading } from "#/ui/Loading";
import { Moment } from "#/ui/Moment";
import { Oops } from "#/ui/Oops";
import { ServersWords } from "#/ui/ServersWords";
import { UserText } from "#/ui/UserText";
import { type Setting, useSettings } from "../kit/api";
import { said } from "../kit/options";
import styles from "./Facts.module.css";
import { STATES } from "./outbox";

type Delivery = Schemas["Delivery"];

export default function DeliveryDialog({ id, to, onClose }: { id: string; to: string; onClose: () => void }) {
  const { data, error, refetch } = useQuery({
    queryKey: ["deliveries", "one", id],
    queryFn: () => answer(client.GET("/outbox/{id}", { params: { path: { id } } })),
  });
  return (
    <Dialog opened onClose={onClose} title={m.settings_outbox_what()} size="lg">
      {error && <Oops error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && <Whole delivery={data} to={to} />}
    </Dialog>
  );
}

function Whole({ delivery, to }: { delivery: Delivery; to: string }) {
  const facts: [string, ReactNode][] = [
    [m.settings_outbox_state(), said(STATES, delivery.state)],
    [m.settings_outbox_to(), <UserText key="to">{to}</UserText>],
    [m.settings_outbox_attempts(), number(delivery.attempts)],
    [m.settings_outbox_round(), delivery.round > 1 && number(delivery.round)],
    [m.settings_outbox_next(), delivery.state === "waiting" && at(delivery.next_at)],
    [m.settings_outbox_sent_at(), at(delivery.sent_at)],
    [m.settings_outbox_parked_at(), delivery.state === "parked" && at(delivery.parked_at)],
    [m.settings_outbox_cancelled_at(), delivery.state === "cancelled" && at(delivery.cancelled_at)],
    [m.settings_outbox_rule(), delivery.rule_id && <Rule key="rule" id={delivery.rule_id} />],
    [m.settings_outbox_error(), delivery.last_error && <ServersWords>{delivery.last_error}</ServersWords>],
  ];
  return (
    <div className={styles.whole}>
      <Facts facts={facts} />
      {delivery.payload === null || delivery.payload === undefined ? (
        <p>{m.settings_outbox_hidden()}</p>
      ) : (
        <Payload payload={delivery.payload as Record<string, unknown>} />
      )}
    </div>
  );
}

const at = (moment: string | null) => moment && <Moment key={moment} at={moment} />;

/** What has a name, for as far as there is anything to it. */
export function Facts({ facts }: { facts: [string, ReactNode][] }) {
  return (
    <dl className={styles.facts}>
      {facts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** By its name, where that may be read. */
function Rule({ id }: { id: string }) {
  const mayRead = useMay()("automation.read");
  const rule = useSettings<Setting>("rules", mayRead).data?.find((one) => one.id === id);
  if (!rule) return <bdi>{id}</bdi>;
  return (
    <Link to="/settings/$kind/$id" params={{ kind: "rules", id }}>
      <UserText>{rule.name}</UserText>
    </Link>
  );
}

/** Letters and notifications read as people get them; calls as machines do. */
function Payload({ payload }: { payload: Record<string, unknown> }) {
  const text = payload.body ?? payload.text;
  if (typeof text !== "string")
    return (
      <section aria-label={m.settings_outbox_text()}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by the keyboard */}
        <pre className={styles.machine} dir="ltr" tabIndex={0}>
          {JSON.stringify(payload, null, 2)}
        </pre>
      </section>
    );
  return (
    <section className={styles.letter} aria-label={m.settings_outbox_text()}>
      {typeof payload.subject === "string" && (
        <strong>
          <UserText>{payload.subject}</UserText>
        </strong>
      )}
      <UserText as="p">{text}</UserText>
    </section>
  );
}
