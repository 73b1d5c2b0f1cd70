/** Short words at the edge of the screen: what was done, with a way back, or what could not be done. */
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { m } from "#/paraglide/messages.js";

const UNDO_MS = 10_000;

/** Tells what was done; `undo` takes it back within ten seconds. */
export function done(message: string, undo?: () => void): void {
  const id = crypto.randomUUID();
  const takeBack = () => {
    notifications.hide(id);
    undo?.();
  };
  notifications.show({
    id,
    color: "teal",
    autoClose: undo ? UNDO_MS : 4_000,
    message: undo ? (
      <span style={{ alignItems: "center", display: "flex", gap: 12, justifyContent: "space-between" }}>
        {message}
        <Button variant="light" size="compact-xs" onClick={takeBack}>
          {m.common_undo()}
        </Button>
      </span>
    ) : (
      message
    ),
  });
}

/** Tells what could not be done, and why. */
export function failed(what: string, error: unknown): void {
  const why = error instanceof Error ? error.message : String(error);
  notifications.show({ color: "red", title: what, message: why, autoClose: 12_000 });
}
