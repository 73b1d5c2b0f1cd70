/** News that concern oneself: how many, and which. */
import { ActionIcon, Indicator, Popover } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { Suspense, useState } from "react";
import { useNotifications } from "#/api/notifications";
import { lazily } from "#/app/patient";
import { number } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { Loading } from "#/ui/Loading";

const NotificationPanel = lazily(() => import("#/app/NotificationPanel"));

export function Bell() {
  const [opened, setOpened] = useState(false);
  const { data } = useNotifications();
  const unread = data?.unread ?? 0;
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={380} trapFocus shadow="md">
      <Indicator label={number(unread)} disabled={unread === 0} size={16} color="red" offset={4}>
        <Popover.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            onClick={() => setOpened(!opened)}
            aria-label={m.shell_news({ count: unread })}
          >
            <IconBell size={20} />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown p={0}>
        <Suspense fallback={<Loading />}>
          <NotificationPanel onClose={() => setOpened(false)} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
