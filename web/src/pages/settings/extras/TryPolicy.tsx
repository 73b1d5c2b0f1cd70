/** Tells how clocks would stand had a policy, as it stands in the form, always been there; nothing is recorded. */
import { Button, NativeSelect, Table } from "@mantine/core";
import { IconHistoryToggle } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useCatalog, useNameOf } from "#/api/catalog";
import { answer, client, type Schemas } from "#/api/client";
import { number } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { slaPolicies } from "../kinds/sla";
import { wholeOf } from "../kit/model";
import { said } from "../kit/options";
import type { ExtraProps } from "../kit/spec";
import { CLOCKS, SLA_STATES } from "../kit/words";
import styles from "./extras.module.css";
import { PERIODS, sinceOf } from "./periods";

type Outcome = Schemas["SlaSimulation"];

export default function TryPolicy({ setting, draft }: ExtraProps) {
  const [days, setDays] = useState("90");
  const trying = useMutation({
    mutationFn: () => {
      const policy = wholeOf(slaPolicies, draft) as unknown as Schemas["NewSlaPolicy"];
      const body = { policy, created_from: sinceOf(days), ...(setting ? { instead_of: setting.id } : {}) };
      return answer(client.POST("/sla_policies/simulate", { body }));
    },
  });
  return (
    <section className={styles.extra} aria-label={m.settings_try_title()}>
      <h2>{m.settings_try_title()}</h2>
      <p>{m.settings_try_policy_about()}</p>
      <div className={styles.inline}>
        <NativeSelect
          label={m.settings_try_period()}
          data={PERIODS.map(([value, label]) => ({ value, label: label() }))}
          value={days}
          onChange={(event) => setDays(event.currentTarget.value)}
        />
        <Button
          variant="default"
          leftSection={<IconHistoryToggle size={14} />}
          loading={trying.isPending}
          onClick={() => trying.mutate()}
        >
          {m.settings_try_do()}
        </Button>
      </div>
      {trying.error && <p role="alert">{trying.error.message}</p>}
      {trying.data && <Told outcome={trying.data} />}
    </section>
  );
}

function Told({ outcome }: { outcome: Outcome }) {
  return (
    <>
      <p role="status" className={styles.facts}>
        <span>{m.settings_try_looked({ count: outcome.tickets, n: number(outcome.tickets) })}</span>
        <strong>{m.settings_try_changed({ count: outcome.changed_count, n: number(outcome.changed_count) })}</strong>
      </p>
      <Counts counts={outcome.counts} />
      {outcome.changed.length > 0 && <Changed changed={outcome.changed.slice(0, 50)} />}
    </>
  );
}

function Counts({ counts }: { counts: Outcome["counts"] }) {
  const departments = useCatalog("departments");
  const nameOf = useNameOf();
  const named = (id: string | null) => {
    const department = departments?.find((one) => one.id === id);
    return department ? nameOf(department) : m.common_none();
  };
  const columns = ["met", "missed", "open", "stopped"] as const;
  const heads = [m.settings_sla_met, m.settings_sla_missed, m.settings_try_open, m.settings_try_stopped];
  return (
    <div className={styles.scroll}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{m.settings_path_event_clock()}</Table.Th>
            <Table.Th>{m.common_department()}</Table.Th>
            {heads.map((head) => (
              <Table.Th key={head()}>{head()}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {counts.map((count) => (
            <Table.Tr key={`${count.clock}${count.department_id}`}>
              <Table.Td>{said(CLOCKS, count.clock)}</Table.Td>
              <Table.Td>
                <bdi>{named(count.department_id)}</bdi>
              </Table.Td>
              {columns.map((column) => (
                <Table.Td key={column}>
                  {m.settings_history_to({ before: number(count.before[column]), after: number(count.after[column]) })}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Changed({ changed }: { changed: Outcome["changed"] }) {
  const state = (value: string | null) => said([...SLA_STATES, ["stopped", m.settings_try_stopped]], value ?? "none");
  return (
    <div className={styles.scroll}>
      <Table>
        <Table.Tbody>
          {changed.map((one) => (
            <Table.Tr key={`${one.ticket_id}${one.clock}${one.started_at}`}>
              <Table.Td>
                <Link to="/tickets/$ticket" params={{ ticket: String(one.number) }}>
                  {one.number}
                </Link>
              </Table.Td>
              <Table.Td>{said(CLOCKS, one.clock)}</Table.Td>
              <Table.Td>{m.settings_history_to({ before: state(one.before), after: state(one.after) })}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
