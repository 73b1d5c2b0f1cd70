/** Who can be called upon, as one types behind an @. */
import { IconUser, IconUsersGroup } from "@tabler/icons-react";
import { m } from "#/paraglide/messages.js";
import { UserText } from "#/ui/UserText";
import styles from "./Composer.module.css";
import type { MentionsState } from "./useMentions";

export const MENTION_LIST = "mention-list";

export function MentionList({ mentions }: { mentions: MentionsState }) {
  if (mentions.found.length === 0) return null;
  return (
    <div id={MENTION_LIST} role="listbox" className={styles.mentions} aria-label={m.ticket_mentions()}>
      {mentions.found.map((who, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the text has the keys of the whole list
        <div
          key={who.id}
          id={`${MENTION_LIST}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === mentions.at}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => mentions.choose(who)}
        >
          {who.kind === "member" ? <IconUser size={14} aria-hidden /> : <IconUsersGroup size={14} aria-hidden />}
          <UserText>{who.name}</UserText>
        </div>
      ))}
    </div>
  );
}
