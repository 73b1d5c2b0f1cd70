/** News that concern oneself: how many, and, when that is wanted, which. */
import { ActionIcon, type ActionIconProps } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { type ComponentPropsWithRef, Suspense, useState } from "react";
import { useNotifications } from "#/api/notifications";
import { lazily } from "#/app/patient";
import { number } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { useOnceRead } from "#/ui/useOnceRead";
import styles from "./Bar.module.css";

const OpenedBell = lazily(() => import("#/app/OpenedBell"));

export function Bell() {
  const [wanted, setWanted] = useState(false);
  useOnceRead(OpenedBell.ahead);
  if (!wanted) return <BellButton onClick={() => setWanted(true)} />;
  return (
    <Suspense fallback={<BellButton />}>
      <OpenedBell />
    </Suspense>
  );
}

export function BellButton(props: ActionIconProps & ComponentPropsWithRef<"button">) {
  const unread = useNotifications().data?.unread ?? 0;
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={m.shell_news({ count: unread })}
      aria-haspopup="dialog"
      {...props}
      className={styles.bell}
    >
      <IconBell size={20} />
      {unread > 0 && (
        <span className={styles.unread} aria-hidden>
          {number(unread)}
        </span>
      )}
    </ActionIcon>
  );
}
