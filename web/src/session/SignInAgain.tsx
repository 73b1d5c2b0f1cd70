/** Over the page when a session ends: what was typed stays, and goes on after signing in again. */
import { Modal } from "@mantine/core";
import { queries } from "#/api/queries";
import { m } from "#/paraglide/messages.js";
import { CredentialsForm } from "#/session/CredentialsForm";
import { signedInAgain } from "#/session/SessionGate";

export default function SignInAgain({ email }: { email: string }) {
  const back = () => {
    signedInAgain();
    void queries.invalidateQueries();
  };
  return (
    <Modal opened onClose={() => undefined} withCloseButton={false} title={m.shell_again_title()}>
      <p>{m.shell_again_detail()}</p>
      <CredentialsForm email={email} onDone={back} />
    </Modal>
  );
}
