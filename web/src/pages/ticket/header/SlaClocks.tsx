/** How long there is by what is promised, counting down; all promises when one asks. */
import { Popover } from "@mantine/core";
import { IconClock } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useSla } from "#/api/tickets";
import { m } from "#/paraglide/messages.js";
import { useOpen } from "../open";
import { byUrgency, type Clock, clockName, dueWords, standing, toneOf } from "./clocks";
import styles from "./Header.module.css";

const TICK_MS = 15_000;

export function SlaClocks() {
  const { ticket, asOf } = useOpen();
  const sla = useSla(ticket.id, asOf);
  const now = useNow();
  const clocks = byUrgency(sla?.clocks ?? []);
  const first = clocks[0];
  if (!sla || !first) return null;
  const at = asOf ? new Date(sla.at) : now;
  return (
    <Popover position="bottom-start" shadow="md" width="max-content">
      <Popover.Target>
        <button type="button" className={styles.chip} data-tone={toneOf(first)}>
          <IconClock size={14} aria-hidden />
          <span>
            {clockName(first)}: {standing(first, at)}
          </span>
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <Table clocks={clocks} at={at} />
        {sla.policy && <p className={styles.policy}>{m.ticket_clock_policy({ name: sla.policy.name })}</p>}
      </Popover.Dropdown>
    </Popover>
  );
}

function Table({ clocks, at }: { clocks: Clock[]; at: Date }) {
  return (
    <table className={styles.clocks}>
      <tbody>
        {clocks.map((clock) => (
          <tr key={`${clock.clock}${clock.started_at}`}>
            <th scope="row">{clockName(clock)}</th>
            <td>{standing(clock, at)}</td>
            <td>{dueWords(clock)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The present, again and again. */
function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
