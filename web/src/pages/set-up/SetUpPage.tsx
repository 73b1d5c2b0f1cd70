/** A fresh installation in four short steps; each can be left for later. */
import { Button } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useMay } from "#/api/me";
import { number } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { State } from "#/ui/State";
import { Demo } from "./Demo";
import { Departments } from "./Departments";
import { skipSetUp } from "./due";
import { Organisation } from "./Organisation";
import { People } from "./People";
import styles from "./SetUpPage.module.css";
import { useSteps } from "./useSteps";

const STEPS = [
  { title: m.settings_up_organisation, Step: Organisation },
  { title: m.settings_up_departments, Step: Departments },
  { title: m.settings_up_people, Step: People },
  { title: m.settings_up_demo, Step: Demo },
] as const;

export type StepProps = { next: () => void };

export function SetUpPage() {
  const { at, furthest, go, forget } = useSteps(STEPS.length);
  const may = useMay()("settings.workspace");
  const navigate = useNavigate();
  const leave = () => {
    skipSetUp();
    forget();
    void navigate({ to: "/tickets", search: {} });
  };
  if (!may)
    return (
      <State icon={<IconLock size={32} />} title={m.common_forbidden()}>
        {m.settings_up_no_permission()}
      </State>
    );
  const { title, Step } = STEPS[at] ?? STEPS[0];
  const next = () => (at + 1 < STEPS.length ? go(at + 1) : leave());
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <p>{m.settings_up_title()}</p>
        <ol className={styles.steps} aria-label={m.settings_up_steps()}>
          {STEPS.map((step, index) => (
            <li key={step.title()} data-done={index <= furthest} aria-current={index === at ? "step" : undefined}>
              <button type="button" onClick={() => go(index)} disabled={index > furthest}>
                {step.title()}
              </button>
            </li>
          ))}
        </ol>
      </header>
      <section className={styles.card}>
        <p className={styles.soft}>{m.settings_up_step({ step: number(at + 1), steps: number(STEPS.length) })}</p>
        <h1>{title()}</h1>
        <Step key={at} next={next} />
      </section>
      <footer className={styles.foot}>
        <Button variant="subtle" onClick={leave}>
          {m.settings_up_skip()}
        </Button>
        <span className={styles.soft}>{m.settings_up_skip_hint()}</span>
      </footer>
    </div>
  );
}
