/** All that one may set up, by groups. */
import { Button } from "@mantine/core";
import { IconWand } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMay } from "#/api/me";
import { m } from "#/paraglide/messages.js";
import { GROUPS } from "./kinds/all";
import { GROUP_NAMES, type Place } from "./places";
import styles from "./SettingsPage.module.css";

export function SettingsHome({ places }: { places: Place[] }) {
  const maySetUp = useMay()("settings.workspace");
  return (
    <div className={styles.home}>
      <header className={styles.homeHead}>
        <h1>{m.settings_title()}</h1>
        {maySetUp && (
          <Button component={Link} to="/set-up" variant="default" leftSection={<IconWand size={14} />}>
            {m.settings_set_up_again()}
          </Button>
        )}
      </header>
      {GROUPS.map((group) => {
        const inGroup = places.filter((place) => place.group === group);
        if (inGroup.length === 0) return null;
        return (
          <section key={group} aria-label={GROUP_NAMES[group]()}>
            <h2>{GROUP_NAMES[group]()}</h2>
            <ul className={styles.cards}>
              {inGroup.map((place) => (
                <li key={place.path}>
                  <Link to="/settings/$kind" params={{ kind: place.path }} className={styles.card}>
                    <place.icon size={20} aria-hidden />
                    <span>
                      <strong>{place.title()}</strong>
                      <small>{place.about()}</small>
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
