/** What can be asked of the search, each to be tried at once. */
import { UnstyledButton } from "@mantine/core";
import { m } from "#/paraglide/messages.js";
import styles from "./SearchPage.module.css";

const HINTS: ReadonlyArray<[string, () => string]> = [
  ['"on fire"', m.settings_search_hint_phrase],
  ["printer -paper", m.settings_search_hint_without],
  ["scanner OR printer", m.settings_search_hint_or],
  ["status:open", m.settings_search_hint_status],
  ["assignee:me", m.settings_search_hint_mine],
  ['from:"Dana Levi"', m.settings_search_hint_from],
  ["in:subject vpn", m.settings_search_hint_in],
  ["after:2026-03-01", m.settings_search_hint_after],
];

export function Hints({ take }: { take: (words: string) => void }) {
  return (
    <section className={styles.hints} aria-label={m.settings_search_hints()}>
      {HINTS.map(([words, means]) => (
        <UnstyledButton key={words} className={styles.hint} onClick={() => take(words)}>
          <code dir="ltr">{words}</code>
          <span>{means()}</span>
        </UnstyledButton>
      ))}
    </section>
  );
}
