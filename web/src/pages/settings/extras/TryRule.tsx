/** Tells what a rule, as it stands in the form, would have been set off by; nothing is recorded. */
import { Button, NativeSelect, Table } from "@mantine/core";
import { IconHistoryToggle } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { answer, client, type Schemas } from "#/api/client";
import { dateTime, number } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { ServersWords } from "#/ui/ServersWords";
import { rules } from "../kinds/rules";
import { wholeOf } from "../kit/model";
import { said } from "../kit/options";
import { useReadable } from "../kit/readable";
import type { ExtraProps } from "../kit/spec";
import { EVENTS } from "../kit/words";
import styles from "./extras.module.css";
import { PERIODS, sinceOf } from "./periods";

type Outcome = Schemas["RuleSimulation"];

export default function TryRule({ setting, draft }: ExtraProps) {
  const [days, setDays] = useState("30");
  const trying = useMutation({
    mutationFn: () => {
      const rule = wholeOf(rules, draft) as unknown as Schemas["NewRule"];
      const tried = { rule, ...(setting ? { instead_of: setting.id } : {}) };
      return answer(client.POST("/rules/simulate", { body: { rules: [tried], from: sinceOf(days) } }));
    },
  });
  return (
    <section className={styles.extra} aria-label={m.settings_try_title()}>
      <h2>{m.settings_try_title()}</h2>
      <p>{m.settings_try_rule_about()}</p>
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
  const [tried] = outcome.rules;
  if (!tried) return null;
  return (
    <>
      <div className={styles.facts} role="status">
        <span>{m.settings_try_looked({ count: outcome.tickets, n: number(outcome.tickets) })}</span>
        <strong>
          {m.settings_try_fired({ count: tried.fired, n: number(tried.fired), tickets: number(tried.tickets) })}
        </strong>
        <span>{m.settings_try_really({ n: number(tried.really_fired) })}</span>
        <span>{m.settings_try_new({ n: number(tried.new_tickets) })}</span>
        <span>{m.settings_try_lost({ n: number(tried.lost_tickets) })}</span>
      </div>
      {tried.firings.length > 0 && <Firings firings={tried.firings} />}
      <ul className={styles.notes}>
        {outcome.approximations.map((note) => (
          <li key={note}>
            <ServersWords>{note}</ServersWords>
          </li>
        ))}
      </ul>
    </>
  );
}

function Firings({ firings }: { firings: Schemas["SimulatedFiring"][] }) {
  const readable = useReadable();
  const matched = (values: unknown[]) =>
    (values as { path: string; value: unknown }[]).map(({ path, value }) => `${path}: ${readable(value)}`).join(" · ");
  return (
    <div className={styles.scroll}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{m.settings_try_ticket()}</Table.Th>
            <Table.Th>{m.settings_try_at()}</Table.Th>
            <Table.Th>{m.settings_try_on()}</Table.Th>
            <Table.Th>{m.settings_try_matched()}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {firings.map((firing) => (
            <Table.Tr key={`${firing.ticket_id}${firing.at}${firing.on}`}>
              <Table.Td>
                <Link to="/tickets/$ticket" params={{ ticket: String(firing.number) }}>
                  {firing.number}
                </Link>
              </Table.Td>
              <Table.Td>{dateTime(firing.at)}</Table.Td>
              <Table.Td>{firing.on === "timer" ? m.settings_rules_timer() : said(EVENTS, firing.on)}</Table.Td>
              <Table.Td>
                <bdi dir="auto">{matched(firing.matched)}</bdi>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
