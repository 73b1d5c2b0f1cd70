/** Oneself: how one is called, one's password, a second factor, and where one is signed in. */
import { useMe } from "#/api/me";
import { m } from "#/paraglide/messages.js";
import { State } from "#/ui/State";
import { MeForm } from "./MeForm";
import { PasswordForm } from "./PasswordForm";
import { Sessions } from "./Sessions";
import { Totp } from "./Totp";

export default function MePage() {
  const me = useMe();
  if (me.kind !== "member") return <State title={m.settings_me_key()}>{m.settings_me_key_detail()}</State>;
  return (
    <>
      <MeForm />
      <PasswordForm />
      <Totp />
      <Sessions />
    </>
  );
}
