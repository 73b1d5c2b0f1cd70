/** The bell with what hangs on it, open from the start. */
import { Popover } from "@mantine/core";
import { BellButton } from "#/app/Bell";
import NotificationPanel from "#/app/NotificationPanel";
import { useOpensAtOnce } from "#/ui/useOpensAtOnce";

export default function OpenedBell() {
  const { button, opened, setOpened } = useOpensAtOnce();
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={380} trapFocus returnFocus shadow="md">
      <Popover.Target>
        <BellButton ref={button} onClick={() => setOpened(!opened)} />
      </Popover.Target>
      <Popover.Dropdown p={0}>
        <NotificationPanel onClose={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}
