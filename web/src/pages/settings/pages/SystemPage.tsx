/** How the installation runs: versions, where its events go, and how far each part has come. */
import { Badge, Table } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { answer, client, type Schemas } from "#/api/client";
import { number } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { Loading } from "#/ui/Loading";
import { Moment } from "#/ui/Moment";
import { Oops } from "#/ui/Oops";
import { Notice } from "../kit/Notice";
import { said } from "../kit/options";
import { Facts } from "./DeliveryDialog";
import styles from "./Facts.module.css";
import { healthOf, PARTS, type Part, partsOf, STATES } from "./system";

type System = Schemas["SystemState"];

const LOOK_MS = 5_000;

export default function SystemPage() {
  const { data, error, refetch } = useQuery({
    queryKey: ["settings", "system"],
    queryFn: () => answer(client.GET("/system")),
    refetchInterval: LOOK_MS,
  });
  if (!data) return error ? <Oops error={error} retry={() => void refetch()} /> : <Loading />;
  return (
    <div className={styles.whole}>
      <Health system={data} />
      <section aria-label={m.settings_system_installation()}>
        <Facts facts={factsOf(data)} />
      </section>
      <Parts parts={partsOf(data)} />
    </div>
  );
}

const HEALTH = {
  fine: { kind: "info", said: m.settings_system_fine },
  behind: { kind: "info", said: m.settings_system_behind },
  stuck: { kind: "danger", said: m.settings_system_stuck },
} as const;

function Health({ system }: { system: System }) {
  const { kind, said: words } = HEALTH[healthOf(system)];
  return <Notice kind={kind}>{words()}</Notice>;
}

function factsOf(system: System): Parameters<typeof Facts>[0]["facts"] {
  const code = (text: string) => (
    <bdi key={text} dir="ltr">
      {text}
    </bdi>
  );
  return [
    [m.settings_system_version(), code(system.version)],
    [m.settings_system_position(), number(system.position)],
    [m.settings_system_waiting(), number(system.waiting_commands)],
    [m.settings_system_followed(), system.nats_followed ? code("JetStream") : m.settings_system_over_postgres()],
    [m.settings_system_nats(), system.nats_url && code(system.nats_url)],
    [m.settings_system_stream(), code(system.nats_stream)],
    [m.settings_system_subjects(), code(system.nats_subjects)],
  ];
}

function Parts({ parts }: { parts: Part[] }) {
  const heads = [
    m.settings_system_part,
    m.settings_system_state,
    m.settings_system_build,
    m.settings_system_lag,
    m.settings_system_parked,
    m.settings_system_updated,
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by the keyboard
    <section className={styles.table} aria-label={m.settings_system_parts()} tabIndex={0}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            {heads.map((head) => (
              <Table.Th key={head()}>{head()}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {parts.map((part) => (
            <Row key={`${part.name} ${part.build ?? ""}`} part={part} />
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function Row({ part }: { part: Part }) {
  return (
    <Table.Tr>
      <Table.Th scope="row">{said(PARTS, part.name)}</Table.Th>
      <Table.Td>
        {part.none ? (
          part.none()
        ) : (
          <Badge variant="light" color={part.lag === 0 && part.state === "live" ? "teal" : "gray"}>
            {said(STATES, part.state)}
          </Badge>
        )}
      </Table.Td>
      <Table.Td>{part.build !== undefined && number(part.build)}</Table.Td>
      <Table.Td>{part.lag !== undefined && number(part.lag)}</Table.Td>
      <Table.Td>{part.parked !== undefined && number(part.parked)}</Table.Td>
      <Table.Td>{part.updated_at && <Moment at={part.updated_at} as="relative" />}</Table.Td>
    </Table.Tr>
  );
}
