/** To whom one writes; switching keeps the words. */
import { IconLock } from "@tabler/icons-react";
import { m } from "#/paraglide/messages.js";
import { useOpen } from "../open";
import styles from "./Composer.module.css";
import type { DraftText, Visibility } from "./draft";

type Props = { draft: DraftText; onChange: (visibility: Visibility) => void };

export function AudienceSwitch({ draft, onChange }: Props) {
  const { may } = useOpen();
  return (
    <fieldset className={styles.audience} style={{ border: 0, margin: 0, padding: 0 }}>
      <legend className="sr-only">{m.ticket_audience()}</legend>
      {may("messages.reply") && (
        <button type="button" aria-pressed={draft.visibility === "public"} onClick={() => onChange("public")}>
          {m.ticket_reply()}
        </button>
      )}
      {may("messages.note") && (
        <button type="button" aria-pressed={draft.visibility === "internal"} onClick={() => onChange("internal")}>
          <IconLock size={13} aria-hidden /> {m.ticket_note()}
        </button>
      )}
    </fieldset>
  );
}
