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
  const wantsEmail = setting.error instanceof ApiError && setting.error.field("email") !== undefined;
  return (
    <OutsidePage title={kind === "reset" ? m.shell_reset_title() : m.shell_invitation_title()}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          setting.mutate();
        }}
      >
        <Said kind="problem">{token === "" ? m.shell_token_missing() : setting.error?.message}</Said>
        {kind === "invitation" && (
          <TextInput
            type="email"
            dir="ltr"
            autoComplete="username"
            label={m.shell_email()}
            description={m.shell_invitation_email()}
            error={wantsEmail ? (setting.error as ApiError).field("email") : undefined}
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

function set(kind: "invitation" | "reset", given: Given): Promise<unknown> {
  if (kind === "invitation") return answer(client.POST("/invitations/accept", { body: given }));
  return answer(client.POST("/password/reset", { body: { token: given.token, password: given.password } }));
}
