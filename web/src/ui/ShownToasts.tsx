/** Toasts on the screen, one above the other. */
import { Button } from "@mantine/core";
import { Notifications, notifications } from "@mantine/notifications";
import { useEffect } from "react";
import { m } from "#/paraglide/messages.js";
import { showWith, type Toast } from "#/ui/toast";
import styles from "./ShownToasts.module.css";

export default function ShownToasts() {
  useEffect(() => showWith(show), []);
  return <Notifications position="top-center" limit={4} />;
}

function show(toast: Toast): void {
  notifications.show({
    id: toast.id,
    color: toast.kind === "done" ? "teal" : "red",
    ...(toast.title ? { title: toast.title } : {}),
    message: toast.undo ? <WithUndo toast={toast} undo={toast.undo} /> : toast.message,
    autoClose: toast.for,
    closeButtonProps: { "aria-label": m.common_close() },
  });
}

function WithUndo({ toast, undo }: { toast: Toast; undo: () => void }) {
  const takeBack = () => {
    notifications.hide(toast.id);
    undo();
  };
  return (
    <span className={styles.undo}>
      {toast.message}
      <Button variant="light" size="compact-xs" onClick={takeBack}>
        {m.common_undo()}
      </Button>
    </span>
  );
}
