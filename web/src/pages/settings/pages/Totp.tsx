/** A second factor: codes of an authenticator, and recovery codes for when it is lost. */
import { Badge, Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Suspense, useState } from "react";
import { ApiError, answer, client } from "#/api/client";
import { queries } from "#/api/queries";
import { lazily } from "#/app/patient";
import { number } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import extras from "../extras/extras.module.css";
import form from "../kit/SettingForm.module.css";

const Picture = lazily(() => import("./Picture"));

const KEY = ["settings", "totp"];
const again = () => queries.invalidateQueries({ queryKey: KEY });

/** What went wrong with a part of a form, in the reader's own words where it is what was typed. */
function wrong(error: Error | null, field: string, said: () => string): string | undefined {
  return error instanceof ApiError && error.field(field) ? said() : error?.message;
}

export function Totp() {
  const { data: state } = useQuery({ queryKey: KEY, queryFn: () => answer(client.GET("/totp")) });
  const [codes, setCodes] = useState<string[]>();
  if (!state) return null;
  return (
    <section className={form.section} aria-label={m.settings_totp()}>
      <h2>
        {m.settings_totp()}{" "}
        <Badge color={state.enabled ? "teal" : "gray"} variant="light">
          {state.enabled ? m.settings_totp_on() : m.settings_totp_off()}
        </Badge>
      </h2>
      {codes && <Codes codes={codes} />}
      {state.enabled ? <Disable left={state.recovery_codes_left} /> : <Enable onCodes={setCodes} />}
    </section>
  );
}

function Enable({ onCodes }: { onCodes: (codes: string[]) => void }) {
  const [code, setCode] = useState("");
  const beginning = useMutation({ mutationFn: () => answer(client.POST("/totp")) });
  const confirming = useMutation({
    mutationFn: () => answer(client.POST("/totp/confirm", { body: { code } })),
    onSuccess: ({ recovery_codes }) => {
      onCodes(recovery_codes);
      void again();
    },
  });
  const enrolment = beginning.data;
  if (!enrolment)
    return (
      <>
        <p className={form.kept}>{m.settings_totp_about()}</p>
        <div>
          <Button variant="default" loading={beginning.isPending} onClick={() => beginning.mutate()}>
            {m.settings_totp_begin()}
          </Button>
        </div>
        {beginning.error && <p role="alert">{beginning.error.message}</p>}
      </>
    );
  return (
    <form
      className={form.form}
      onSubmit={(event) => {
        event.preventDefault();
        confirming.mutate();
      }}
    >
      <p className={form.kept}>{m.settings_totp_type()}</p>
      <div className={extras.picture}>
        <Suspense>
          <Picture of={enrolment.url} label={m.settings_totp_picture()} />
        </Suspense>
      </div>
      <div className={extras.inline}>
        <code className={extras.secret} dir="ltr">
          {enrolment.secret}
        </code>
        <a href={enrolment.url}>{m.settings_totp_open()}</a>
      </div>
      <TextInput
        required
        dir="ltr"
        inputMode="numeric"
        autoComplete="one-time-code"
        label={m.shell_totp()}
        value={code}
        error={wrong(confirming.error, "code", m.settings_totp_wrong)}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" loading={confirming.isPending}>
          {m.settings_totp_confirm()}
        </Button>
      </div>
    </form>
  );
}

function Codes({ codes }: { codes: string[] }) {
  return (
    <div role="status">
      <p>{m.settings_totp_codes()}</p>
      <ul className={extras.notes}>
        {codes.map((code) => (
          <li key={code}>
            <code dir="ltr">{code}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Disable({ left }: { left: number }) {
  const [password, setPassword] = useState("");
  const ending = useMutation({
    mutationFn: () => answer(client.POST("/totp/disable", { body: { password } })),
    onSuccess: again,
  });
  return (
    <form
      className={form.form}
      onSubmit={(event) => {
        event.preventDefault();
        ending.mutate();
      }}
    >
      <p className={form.kept}>{m.settings_totp_left({ count: left, n: number(left) })}</p>
      <PasswordInput
        required
        autoComplete="current-password"
        label={m.settings_password_current()}
        visibilityToggleButtonProps={{ "aria-label": m.shell_password_show() }}
        value={password}
        error={wrong(ending.error, "password", m.settings_password_wrong)}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" variant="default" loading={ending.isPending}>
          {m.settings_totp_disable()}
        </Button>
      </div>
    </form>
  );
}
