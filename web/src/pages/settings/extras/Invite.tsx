/** Lets a member in: a letter with a link to set their password. */
import { Button } from "@mantine/core";
import { IconMail } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { answer, client } from "#/api/client";
import { m } from "#/paraglide/messages.js";
import { done, failed } from "#/ui/toast";
import type { ExtraProps } from "../kit/spec";
import styles from "./extras.module.css";

export default function Invite({ setting }: ExtraProps) {
  const inviting = useMutation({
    mutationFn: (id: string) => answer(client.POST("/members/{id}/invite", { params: { path: { id } } })),
    onSuccess: () => done(m.settings_members_invited()),
    onError: (error) => failed(m.settings_members_not_invited(), error),
  });
  if (!setting || setting.retired) return null;
  return (
    <section className={styles.extra} aria-label={m.settings_members_invite()}>
      <p>{setting.email ? m.settings_members_invite_about() : m.settings_members_invite_no_email()}</p>
      <Button
        variant="default"
        leftSection={<IconMail size={14} />}
        loading={inviting.isPending}
        disabled={!setting.email}
        onClick={() => inviting.mutate(setting.id)}
      >
        {m.settings_members_invite()}
      </Button>
    </section>
  );
}
