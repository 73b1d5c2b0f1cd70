/** The small button beside an automatic change that opens its reasons. */
import { Popover } from "@mantine/core";
import { Suspense, useState } from "react";
import { lazily } from "#/app/patient";
import { m } from "#/paraglide/messages.js";
import type { Entry } from "./history";
import type { Names } from "./names";
import styles from "./Why.module.css";

const Reasons = lazily(() => import("./Reasons"));

type Props = { entry: Entry; entries: readonly Entry[]; names: Names };

export function WhyOf({ entry, entries, names }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} width={320} position="bottom-start" shadow="md" withinPortal trapFocus>
      <Popover.Target>
        <button type="button" className={styles.why} onClick={() => setOpen(!open)} aria-expanded={open}>
          {m.history_why()}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={m.history_why_title()}>
        <Suspense>
          <Reasons {...{ entry, entries, names }} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
