/** How to look around with demo data, and the way to the tickets. */
import { m } from "#/paraglide/messages.js";
import type { StepProps } from "./SetUpPage";
import styles from "./SetUpPage.module.css";
import { StepForm } from "./StepForm";

export function Demo({ next }: StepProps) {
  return (
    <StepForm about={m.settings_up_demo_about()} save={next} saving={false} error={null} label={m.settings_up_done()}>
      <code className={styles.command} dir="ltr">
        make demo
      </code>
      <p className={styles.soft}>{m.settings_up_demo_not_here()}</p>
    </StepForm>
  );
}
