/** The navigation over the page, where there is no room beside it. */
import { Drawer } from "@mantine/core";
import { useLocation } from "@tanstack/react-router";
import { useEffect } from "react";
import { Navigation } from "#/app/Navigation";
import { m } from "#/paraglide/messages.js";

type Props = { opened: boolean; onClose: () => void };

export function NavigationDrawer({ opened, onClose }: Props) {
  const place = useLocation({ select: (location) => location.href });
  // biome-ignore lint/correctness/useExhaustiveDependencies: it closes when one went somewhere
  useEffect(onClose, [place]);
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title="Docket"
      size={300}
      closeButtonProps={{ "aria-label": m.common_close() }}
    >
      <Navigation wide inDrawer />
    </Drawer>
  );
}
