/** The way in: address and password, a code where one is asked for, or an identity provider. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answer, client } from "#/api/client";
import { useLocale } from "#/i18n/locale";
import { m } from "#/paraglide/messages.js";
import { CredentialsForm } from "#/session/CredentialsForm";
import { ForgotForm } from "#/session/ForgotForm";
import { OutsidePage } from "#/session/OutsidePage";

export default function SignInPage() {
  const [forgot, setForgot] = useState(false);
  return (
    <OutsidePage title={forgot ? m.shell_forgot_title() : m.shell_sign_in_title()}>
      {forgot ? <ForgotForm onBack={() => setForgot(false)} /> : <CredentialsForm onForgot={() => setForgot(true)} />}
      {!forgot && <Providers />}
    </OutsidePage>
  );
}

function Providers() {
  const locale = useLocale();
  const { data } = useQuery({ queryKey: ["providers"], queryFn: () => answer(client.GET("/auth/providers")) });
  const back = encodeURIComponent(location.pathname + location.search);
  return data?.items
    .filter((provider) => provider.admits === "members")
    .map((provider) => (
      <Button
        key={provider.key}
        component="a"
        variant="default"
        fullWidth
        size="sm"
        href={`/api/v1/auth/${provider.key}/start?return_to=${back}`}
      >
        {m.shell_sign_in_with({ provider: provider.names[locale] ?? provider.name })}
      </Button>
    ));
}
