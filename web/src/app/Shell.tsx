/** What stands around every page: bar, navigation, and what is called up from anywhere. */
import { type ReactNode, Suspense, useState } from "react";
import { Bar } from "#/app/Bar";
import { BottomBar } from "#/app/BottomBar";
import { ConnectionBanner } from "#/app/ConnectionBanner";
import { Navigation } from "#/app/Navigation";
import { lazily } from "#/app/patient";
import { SetUpDue } from "#/app/SetUpDue";
import { useKeys } from "#/keyboard/keys";
import { LiveQueries } from "#/live/LiveQueries";
import { m } from "#/paraglide/messages.js";
import { useOnceRead } from "#/ui/useOnceRead";
import { usePersisted } from "#/ui/usePersisted";
import styles from "./Shell.module.css";
import { usePlaces } from "./usePlaces";

const NavigationDrawer = lazily(() => import("#/app/NavigationDrawer"));
const Palette = lazily(() => import("#/app/Palette"));
const KeyboardMap = lazily(() => import("#/app/KeyboardMap"));

export function Shell({ children }: { children: ReactNode }) {
  const [palette, setPalette] = useState(false);
  const [keys, setKeys] = useState(false);
  const [drawer, setDrawer] = useState(false);
  const [wide, setWide] = usePersisted("docket.navigation", true);
  const places = usePlaces();
  useOnceRead(Palette.ahead);
  useKeys({
    "mod+k": { what: m.shell_keys_palette, run: () => setPalette(true), always: true },
    "/": { what: m.shell_keys_search, run: () => setPalette(true) },
    "?": { what: m.shell_keys_help, run: () => setKeys(true) },
    c: { what: m.shell_keys_new, run: places.toNewTicket },
    "g t": { what: m.shell_keys_tickets, run: places.toTickets },
    "g r": { what: m.shell_keys_reports, run: places.toReports },
    "g s": { what: m.shell_keys_settings, run: places.toSettings },
  });
  return (
    <div className={styles.shell} data-navigation={wide ? "wide" : "narrow"}>
      <a className={styles.skip} href="#main">
        {m.shell_skip()}
      </a>
      <LiveQueries />
      <SetUpDue />
      <Bar onSearch={() => setPalette(true)} onNavigation={() => setDrawer(true)} onHelp={() => setKeys(true)} />
      <ConnectionBanner />
      <Navigation wide={wide} onWide={setWide} />
      <main id="main" className={styles.main} tabIndex={-1}>
        {children}
      </main>
      <BottomBar onSearch={() => setPalette(true)} onNavigation={() => setDrawer(true)} />
      <Suspense>
        {drawer && <NavigationDrawer onClose={() => setDrawer(false)} />}
        {palette && <Palette onClose={() => setPalette(false)} />}
        {keys && <KeyboardMap onClose={() => setKeys(false)} />}
      </Suspense>
    </div>
  );
}
