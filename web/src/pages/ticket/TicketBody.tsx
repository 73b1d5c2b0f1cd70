/** The parts of an open ticket, one above the other; what is known of it stands beside where there is room. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Suspense, useState } from "react";
import { useKeys } from "#/keyboard/keys";
import { m } from "#/paraglide/messages.js";
import { Loading } from "#/ui/Loading";
import { Bands } from "./Bands";
import { Composer } from "./composer/Composer";
import { useComposer } from "./composer/useComposer";
import { Conversation } from "./conversation/Conversation";
import { Header } from "./header/Header";
import { HistoryTab, TimeLine } from "./laterParts";
import { useOpen } from "./open";
import { PresenceBar } from "./presence/PresenceBar";
import { SidePanel } from "./side/SidePanel";
import { type Tab, Tabs } from "./Tabs";
import styles from "./TicketPane.module.css";
import { useLater } from "./useLater";

type Props = { onClose: () => void; whole: boolean; onNow: () => void };

export function TicketBody({ onClose, whole, onNow }: Props) {
  const { ticket, may } = useOpen();
  const [tab, setTab] = useTab();
  const later = useLater();
  const composer = useComposer(ticket.id);
  const write = (visibility: "public" | "internal") => {
    setTab("conversation");
    composer.write(visibility);
  };
  useKeys({
    ...(may("messages.reply") && { r: { what: m.ticket_key_reply, run: () => write("public") } }),
    ...(may("messages.note") && { n: { what: m.ticket_key_note, run: () => write("internal") } }),
  });
  const canWrite = may("messages.reply") || may("messages.note");
  return (
    <section className={styles.pane} aria-label={m.ticket_pane({ reference: ticket.reference })}>
      <Header onClose={onClose} whole={whole} />
      <Suspense fallback={<div className={styles.timeline} />}>
        {later ? <TimeLine ticket={ticket} /> : <div className={styles.timeline} />}
      </Suspense>
      <Bands onNow={onNow} />
      <PresenceBar doing={composer.isWriting ? "replying" : "viewing"} />
      <Tabs tab={tab} onTab={setTab} />
      <div className={styles.columns} data-tab={tab}>
        <div className={styles.main}>
          {tab === "history" ? (
            <div className={styles.history}>
              <Suspense fallback={<Loading />}>
                <HistoryTab ticket={ticket} />
              </Suspense>
            </div>
          ) : (
            <>
              <Conversation composer={composer} />
              {canWrite && <Composer composer={composer} />}
            </>
          )}
        </div>
        <aside className={styles.side} aria-label={m.ticket_tab_details()}>
          {later && <SidePanel />}
        </aside>
      </div>
    </section>
  );
}

/** The history is part of the address; the details only change places where it is narrow. */
function useTab(): [Tab, (tab: Tab) => void] {
  const [details, setDetails] = useState(false);
  const history = useSearch({ strict: false, select: (search) => (search as { tab?: string }).tab === "history" });
  const navigate = useNavigate();
  const tab = details ? "details" : history ? "history" : "conversation";
  const choose = (next: Tab) => {
    setDetails(next === "details");
    if (next === "details" || (next === "history") === history) return;
    const to = next === "history" ? "history" : undefined;
    void navigate({ to: ".", replace: true, search: (search: object) => ({ ...search, tab: to }) as never });
  };
  return [tab, choose];
}
