/** A dialog; its head is no landmark of the page, and what opened it has the focus again when it goes. */
import { Modal, type ModalProps } from "@mantine/core";
import { useEffect, useState } from "react";
import { m } from "#/paraglide/messages.js";

const ATTRIBUTES = { header: { role: "presentation" } };

export function Dialog(props: ModalProps) {
  useFocusGivenBack();
  return <Modal attributes={ATTRIBUTES} closeButtonProps={{ "aria-label": m.common_close() }} {...props} />;
}

/** Dialogs that are only there while they are open: the modal itself gives back nothing where it is taken away. */
function useFocusGivenBack(): void {
  const [opener] = useState(openerNow);
  useEffect(() => {
    return () => {
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) opener?.focus();
      });
    };
  }, [opener]);
}

/** What was picked from a menu is gone with it: the button that the menu hangs from stays. */
function openerNow(): HTMLElement | null {
  const focused = document.activeElement as HTMLElement | null;
  const menu = focused?.closest('[role="menu"]')?.getAttribute("aria-labelledby");
  return menu ? document.getElementById(menu) : focused;
}
