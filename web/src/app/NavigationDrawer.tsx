/** The navigation over the page, where there is no room beside it. */
import { Drawer } from "@mantine/core";
import { useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { Navigation } from "#/app/Navigation";
import { m } from "#/paraglide/messages.js";

export default function NavigationDrawer({ onClose }: { onClose: () => void }) {
  const place = useLocation({ select: (location) => location.href });
  const begun = useRef(place);
  useEffect(() => {
    if (place !== begun.current) onClose();
  }, [place, onClose]);
  return (
    <Drawer opened onClose={onClose} title="Docket" size={300} closeButtonProps={{ "aria-label": m.common_close() }}>
      <Navigation wide inDrawer />
    </Drawer>
  );
}
