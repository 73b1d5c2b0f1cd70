/** Adds a customer. */
import { Modal } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { m } from "#/paraglide/messages.js";
import { CustomerForm } from "./CustomerForm";

export function NewCustomer({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  return (
    <Modal
      opened
      onClose={onClose}
      title={m.settings_customers_new()}
      closeButtonProps={{ "aria-label": m.common_close() }}
    >
      <CustomerForm
        onCancel={onClose}
        onSaved={({ id }) => void navigate({ to: "/customers/$customer", params: { customer: id } })}
      />
    </Modal>
  );
}
