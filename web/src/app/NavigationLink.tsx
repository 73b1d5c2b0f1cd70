/** A place to go to, with how many tickets are there. */
import { Link, type LinkProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Schemas } from "#/api/client";
import { number } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { shade } from "#/ui/shade";
import { UserText } from "#/ui/UserText";
import styles from "./Navigation.module.css";

type Props = {
  to: LinkProps["to"];
  search?: Record<string, string>;
  label: string;
  count?: number | null | undefined;
  wide: boolean;
  icon?: ReactNode;
  /** What can be pressed on it. */
  keys?: string;
  colour?: Schemas["Colours"] | undefined;
};

export function NavigationLink({ to, search, label, count, wide, icon, keys, colour }: Props) {
  return (
    <Link
      to={to as string}
      search={search as never}
      activeOptions={{ includeSearch: search !== undefined, exact: false }}
      className={styles.link}
      aria-keyshortcuts={keys}
      title={wide ? undefined : label}
    >
      <span className={styles.icon} aria-hidden>
        {icon ?? <span className={styles.dot} style={{ background: shade(colour) }} />}
      </span>
      {wide ? <UserText className="truncate">{label}</UserText> : <span className="sr-only">{label}</span>}
      {wide && count !== undefined && count !== null && (
        <span className={styles.count}>
          {number(count)}
          <span className="sr-only"> {m.list_count_only({ count })}</span>
        </span>
      )}
    </Link>
  );
}
