/** A dialog of the list; its head is no landmark of the page. */
import { Modal, type ModalProps } from "@mantine/core";
import { m } from "#/paraglide/messages.js";

const ATTRIBUTES = { header: { role: "presentation" } };

export function Dialog(props: ModalProps) {
  return <Modal attributes={ATTRIBUTES} closeButtonProps={{ "aria-label": m.common_close() }} {...props} />;
}
