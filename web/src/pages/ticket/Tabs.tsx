/** What of the ticket is looked at: its conversation, its details (where there is no room beside), its history. */
import { m } from "#/paraglide/messages.js";
import styles from "./TicketPane.module.css";

export type Tab = "conversation" | "details" | "history";

type Props = { tab: Tab; onTab: (tab: Tab) => void };

export function Tabs({ tab, onTab }: Props) {
  const tabs: [Tab, string][] = [
    ["conversation", m.ticket_tab_conversation()],
    ["history", m.ticket_tab_history()],
    ["details", m.ticket_tab_details()],
  ];
  return (
    <div className={styles.tabs} role="tablist">
      {tabs.map(([name, label]) => (
        <button
          key={name}
          type="button"
          role="tab"
          className={styles.tab}
          data-tab={name}
          aria-selected={tab === name}
          onClick={() => onTab(name)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
