/** Address, password, and a code once the server asks for one. */
import { Anchor, Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "#/api/client";
import { type Credentials, type Me, signIn } from "#/api/me";
import { m } from "#/paraglide/messages.js";
import { Said } from "#/session/Said";
import styles from "./OutsidePage.module.css";

type Props = { email?: string; onForgot?: () => void; onDone?: (me: Me) => void };

const is = (error: unknown, type: string) => error instanceof ApiError && error.problem?.type === `/problems/${type}`;

export function CredentialsForm({ email = "", onForgot, onDone }: Props) {
  const [given, setGiven] = useState<Credentials>({ email, password: "" });
  const entry = useMutation({ mutationFn: signIn, onSuccess: (me) => onDone?.(me) });
  const wantsCode = is(entry.error, "totp-required") || given.totp !== undefined;
  const set = (part: Partial<Credentials>) => setGiven({ ...given, ...part });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        entry.mutate(given);
      }}
    >
      <Said kind="problem">
        {entry.error && !is(entry.error, "totp-required") ? explained(entry.error) : undefined}
      </Said>
      <TextInput
        type="email"
        name="email"
        autoComplete="username"
        required
        dir="ltr"
        label={m.shell_email()}
        value={given.email}
        readOnly={email !== ""}
        data-autofocus={email === ""}
        onChange={(event) => set({ email: event.currentTarget.value })}
      />
      <PasswordInput
        name="password"
        autoComplete="current-password"
        required
        label={m.shell_password()}
        visibilityToggleButtonProps={{ "aria-label": m.shell_password_show() }}
        value={given.password}
        onChange={(event) => set({ password: event.currentTarget.value })}
      />
      {wantsCode && (
        <TextInput
          name="totp"
          autoComplete="one-time-code"
          inputMode="numeric"
          required
          autoFocus
          dir="ltr"
          label={m.shell_totp()}
          description={m.shell_totp_hint()}
          value={given.totp ?? ""}
          onChange={(event) => set({ totp: event.currentTarget.value })}
        />
      )}
      <Button type="submit" size="sm" loading={entry.isPending}>
        {m.shell_sign_in()}
      </Button>
      {onForgot && (
        <Anchor component="button" type="button" size="sm" onClick={onForgot}>
          {m.shell_forgot()}
        </Anchor>
      )}
    </form>
  );
}

function explained(error: Error): string {
  if (is(error, "wrong-credentials")) return m.shell_wrong_credentials();
  if (error instanceof ApiError && error.isOffline) return m.common_unreachable_detail();
  return error.message;
}
