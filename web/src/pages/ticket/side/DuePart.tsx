/** By when the ticket is due, and from when to when somebody is expected. */
import { m } from "#/paraglide/messages.js";
import { useOpen } from "../open";
import { useSave } from "../save";
import { MomentInput } from "./MomentInput";
import { Part } from "./Part";
import styles from "./Side.module.css";

export function DuePart() {
  const { ticket, may } = useOpen();
  const due = useSave();
  const window = useSave();
  const fixed = !may("tickets.change");
  return (
    <Part title={m.common_due()} error={due.error ?? window.error}>
      <MomentInput
        label={m.common_due()}
        value={ticket.due_at}
        disabled={fixed}
        onSave={(due_at) => void due.save({ due_at }, m.ticket_saved_due())}
      />
      <div className={styles.pair}>
        <span className={styles.soft}>{m.ticket_window_from()}</span>
        <MomentInput
          label={m.ticket_window_from()}
          value={ticket.window_from}
          disabled={fixed}
          onSave={(window_from) => void window.save({ window_from }, m.ticket_saved_window())}
        />
        <span className={styles.soft}>{m.ticket_window_to()}</span>
        <MomentInput
          label={m.ticket_window_to()}
          value={ticket.window_to}
          disabled={fixed}
          onSave={(window_to) => void window.save({ window_to }, m.ticket_saved_window())}
        />
      </div>
    </Part>
  );
}
