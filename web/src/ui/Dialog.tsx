/** A dialog; its head is no landmark of the page, and what opened it has the focus again when it goes. */
import { Modal, type ModalProps } from "@mantine/core";
import { useEffect, useState } from "react";
import { m } from "#/paraglide/messages.js";
import { openerNow } from "#/ui/focus";

export function Dialog(props: ModalProps) {
  useFocusGivenBack();
  return <Modal closeButtonProps={{ "aria-label": m.common_close() }} {...props} />;
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
