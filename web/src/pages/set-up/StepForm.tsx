/** What all steps look like: what they are for, what they ask, and the way on. */
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { m } from "#/paraglide/messages.js";
import styles from "./SetUpPage.module.css";

type Props = {
  about: string;
  children: ReactNode;
  save: () => void;
  later?: () => void;
  saving: boolean;
  error: Error | null;
  label?: string;
};

export function StepForm({ about, children, save, later, saving, error, label }: Props) {
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <p className={styles.soft}>{about}</p>
      {children}
      {error && (
        <p role="alert" className={styles.problem}>
          {error.message}
        </p>
      )}
      <div className={styles.actions}>
        <Button type="submit" size="sm" loading={saving}>
          {label ?? m.settings_up_next()}
        </Button>
        {later && (
          <Button variant="default" size="sm" onClick={later}>
            {m.settings_up_later()}
          </Button>
        )}
      </div>
    </form>
  );
}
