/** Asks for a letter with a link to set another password. */
import { Anchor, Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { answer, client } from "#/api/client";
import { m } from "#/paraglide/messages.js";
import { Said } from "#/session/Said";
import styles from "./OutsidePage.module.css";

export function ForgotForm({ onBack }: { onBack: () => void }) {
  const [email, setEmail] = useState("");
  const letter = useMutation({ mutationFn: () => answer(client.POST("/password/forgot", { body: { email } })) });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        letter.mutate();
      }}
    >
      <Said kind="problem">{letter.error?.message}</Said>
      <Said kind="good">{letter.isSuccess ? m.shell_forgot_sent() : undefined}</Said>
      <TextInput
        type="email"
        autoComplete="username"
        required
        autoFocus
        dir="ltr"
        label={m.shell_email()}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <Button type="submit" size="sm" loading={letter.isPending}>
        {m.shell_forgot_send()}
      </Button>
      <Anchor component="button" type="button" size="sm" onClick={onBack}>
        {m.shell_forgot_back()}
      </Anchor>
    </form>
  );
}
