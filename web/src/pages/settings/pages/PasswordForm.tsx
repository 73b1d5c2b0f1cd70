/** Another password; all other sessions end with it. */
import { Button, PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError, answer, client } from "#/api/client";
import { queries } from "#/api/queries";
import { m } from "#/paraglide/messages.js";
import { done } from "#/ui/toast";
import form from "../kit/SettingForm.module.css";

const NONE = { current: "", new: "" };

export function PasswordForm() {
  const [given, setGiven] = useState(NONE);
  const changing = useMutation({
    mutationFn: () => answer(client.PUT("/password", { body: given })),
    onSuccess: () => {
      setGiven(NONE);
      void queries.invalidateQueries({ queryKey: ["sessions"] });
      done(m.settings_password_changed());
    },
  });
  const error = changing.error instanceof ApiError ? changing.error : undefined;
  const show = { "aria-label": m.shell_password_show() };
  const placed = error?.field("current") || error?.field("new");
  return (
    <form
      className={form.section}
      aria-label={m.settings_password()}
      onSubmit={(event) => {
        event.preventDefault();
        changing.mutate();
      }}
    >
      <h2>{m.settings_password()}</h2>
      <PasswordInput
        required
        autoComplete="current-password"
        label={m.settings_password_current()}
        visibilityToggleButtonProps={show}
        value={given.current}
        error={error?.field("current") && m.settings_password_wrong()}
        onChange={(event) => setGiven({ ...given, current: event.currentTarget.value })}
      />
      <PasswordInput
        required
        minLength={10}
        autoComplete="new-password"
        label={m.shell_new_password()}
        description={m.settings_password_hint()}
        visibilityToggleButtonProps={show}
        value={given.new}
        error={error?.field("new") && m.settings_password_weak()}
        onChange={(event) => setGiven({ ...given, new: event.currentTarget.value })}
      />
      {changing.error && !placed && <p role="alert">{changing.error.message}</p>}
      <div>
        <Button type="submit" loading={changing.isPending}>
          {m.settings_password_change()}
        </Button>
      </div>
    </form>
  );
}
