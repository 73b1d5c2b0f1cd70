/** Where letters lead to: sets a first password, or another one. */
import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError, answer, client } from "#/api/client";
import { m } from "#/paraglide/messages.js";
import { OutsidePage } from "#/session/OutsidePage";
import { Said } from "#/session/Said";
import styles from "./OutsidePage.module.css";

type Given = { token: string; password: string; email?: string };

export default function TokenPage({ kind }: { kind: "invitation" | "reset" }) {
  const [token] = useState(() => location.hash.slice(1));
  const [given, setGiven] = useState({ password: "", email: "" });
  const setting = useMutation({
    mutationFn: () => set(kind, { token, password: given.password, ...(given.email ? { email: given.email } : {}) }),
    onSuccess: () => location.assign("/"),
  });
  const error = setting.error instanceof ApiError ? setting.error : undefined;
  const isWeak = error?.field("password") !== undefined;
  return (
    <OutsidePage title={kind === "reset" ? m.shell_reset_title() : m.shell_invitation_title()}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          setting.mutate();
        }}
      >
        <Said kind="problem">{token === "" ? m.shell_token_missing() : explained(setting.error)}</Said>
        {kind === "invitation" && (
          <TextInput
            type="email"
            dir="ltr"
            autoComplete="username"
            label={m.shell_email()}
            description={m.shell_invitation_email()}
            error={error?.field("email")}
            value={given.email}
            onChange={(event) => setGiven({ ...given, email: event.currentTarget.value })}
          />
        )}
        <PasswordInput
          required
          minLength={10}
          autoComplete="new-password"
          label={m.shell_new_password()}
          description={m.shell_new_password_hint()}
          error={isWeak && m.settings_password_weak()}
          visibilityToggleButtonProps={{ "aria-label": m.shell_password_show() }}
          value={given.password}
          onChange={(event) => setGiven({ ...given, password: event.currentTarget.value })}
        />
        <Button type="submit" size="sm" loading={setting.isPending} disabled={token === ""}>
          {m.shell_set_password()}
        </Button>
      </form>
    </OutsidePage>
  );
}

/** What is wrong with the link, or with all of it; what is wrong with a part is said there. */
function explained(error: Error | null): string | undefined {
  if (!(error instanceof ApiError)) return error?.message;
  if (error.field("token")) return m.shell_token_used();
  return error.field("password") || error.field("email") ? undefined : error.message;
}

function set(kind: "invitation" | "reset", given: Given): Promise<unknown> {
  if (kind === "invitation") return answer(client.POST("/invitations/accept", { body: given }));
  return answer(client.POST("/password/reset", { body: { token: given.token, password: given.password } }));
}
