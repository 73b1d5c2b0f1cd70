/** The bell with what hangs on it, open from the start. */
import { Popover } from "@mantine/core";
import { useState } from "react";
import { BellButton } from "#/app/Bell";
import NotificationPanel from "#/app/NotificationPanel";

export default function OpenedBell() {
  const [opened, setOpened] = useState(true);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={380} trapFocus shadow="md">
      <Popover.Target>
        <BellButton onClick={() => setOpened(!opened)} />
      </Popover.Target>
      <Popover.Dropdown p={0}>
        <NotificationPanel onClose={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}
