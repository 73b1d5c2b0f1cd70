/** From one kind of settings to another, where there is room beside. */
import { Link } from "@tanstack/react-router";
import { m } from "#/paraglide/messages.js";
import { GROUPS } from "./kinds/all";
import { GROUP_NAMES, type Place } from "./places";
import styles from "./SettingsPage.module.css";

export function SettingsNavigation({ places, current }: { places: Place[]; current: string }) {
  return (
    <nav className={styles.navigation} aria-label={m.settings_title()}>
      {GROUPS.map((group) => {
        const inGroup = places.filter((place) => place.group === group);
        if (inGroup.length === 0) return null;
        return (
          <div key={group}>
            <h2>{GROUP_NAMES[group]()}</h2>
            <ul>
              {inGroup.map((place) => (
                <li key={place.path}>
                  <Link
                    to="/settings/$kind"
                    params={{ kind: place.path }}
                    aria-current={place.path === current ? "page" : undefined}
                  >
                    <place.icon size={16} aria-hidden />
                    {place.title()}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </nav>
  );
}
