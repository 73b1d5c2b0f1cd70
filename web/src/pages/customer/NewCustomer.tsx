/** Adds a customer. */
import { useNavigate } from "@tanstack/react-router";
import { m } from "#/paraglide/messages.js";
import { Dialog } from "#/ui/Dialog";
import { CustomerForm } from "./CustomerForm";

export function NewCustomer({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  return (
    <Dialog opened onClose={onClose} title={m.settings_customers_new()}>
      <CustomerForm
        onCancel={onClose}
        onSaved={({ id }) => void navigate({ to: "/customers/$customer", params: { customer: id } })}
      />
    </Dialog>
  );
}
