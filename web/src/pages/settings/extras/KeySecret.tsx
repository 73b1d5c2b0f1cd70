/** The secret of a key, shown once; another one in its place; and the key's end. */
import { Button, CopyButton, Modal } from "@mantine/core";
import { IconCopy, IconRefresh, IconTrash } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { answer, client } from "#/api/client";
import { m } from "#/paraglide/messages.js";
import { done, failed } from "#/ui/toast";
import { changed, retire } from "../kit/api";
import { Notice } from "../kit/Notice";
import { forgetSecret, secretOf } from "../kit/secrets";
import type { ExtraProps } from "../kit/spec";
import styles from "./extras.module.css";

export default function KeySecret({ setting }: ExtraProps) {
  const id = setting?.id ?? "";
  const [secret, setSecret] = useState(() => secretOf(id));
  const [ending, setEnding] = useState(false);
  useEffect(() => () => void forgetSecret(id), [id]);
  const rotating = useMutation({
    mutationFn: () => answer(client.POST("/api_keys/{id}/rotate", { params: { path: { id } }, body: {} })),
    onSuccess: (rotated) => {
      setSecret(rotated.secret ?? undefined);
      void changed("api_keys");
    },
    onError: (error) => failed(m.settings_keys_not_rotated(), error),
  });
  if (!setting || setting.retired) return null;
  return (
    <section className={styles.extra} aria-label={m.settings_keys_secret()}>
      {secret && <Shown secret={secret} />}
      <p>{m.settings_keys_rotate_about()}</p>
      <div className={styles.inline}>
        <Button
          variant="default"
          leftSection={<IconRefresh size={14} />}
          loading={rotating.isPending}
          onClick={() => rotating.mutate()}
        >
          {m.settings_keys_rotate()}
        </Button>
        <Button variant="default" leftSection={<IconTrash size={14} />} onClick={() => setEnding(true)}>
          {m.settings_keys_end()}
        </Button>
      </div>
      <Ending id={id} name={setting.name} opened={ending} onClose={() => setEnding(false)} />
    </section>
  );
}

function Shown({ secret }: { secret: string }) {
  return (
    <Notice kind="success" title={m.settings_keys_secret()}>
      <div className={styles.inline}>
        <code className={styles.secret} dir="ltr">
          {secret}
        </code>
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button variant="default" leftSection={<IconCopy size={14} />} onClick={copy}>
              {copied ? m.settings_copied() : m.settings_copy()}
            </Button>
          )}
        </CopyButton>
      </div>
      <p>{m.settings_keys_secret_once()}</p>
    </Notice>
  );
}

type EndingProps = { id: string; name: string; opened: boolean; onClose: () => void };

/** A key that ended stays ended, so this asks. It stays mounted: closing it gives the focus back. */
function Ending({ id, name, opened, onClose }: EndingProps) {
  const navigate = useNavigate();
  const ending = useMutation({
    mutationFn: () => retire("api_keys", id),
    onSuccess: () => {
      done(m.settings_list_retired_done({ name }));
      void navigate({ to: "/settings/$kind", params: { kind: "api_keys" } });
    },
  });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={m.settings_keys_end_title({ name })}
      closeButtonProps={{ "aria-label": m.common_close() }}
    >
      <p>{m.settings_keys_end_about()}</p>
      {ending.error && <p role="alert">{ending.error.message}</p>}
      <div className={styles.inline}>
        <Button color="red" loading={ending.isPending} onClick={() => ending.mutate()}>
          {m.settings_keys_end()}
        </Button>
        <Button variant="default" onClick={onClose}>
          {m.common_cancel()}
        </Button>
      </div>
    </Modal>
  );
}
