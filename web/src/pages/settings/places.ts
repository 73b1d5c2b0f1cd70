/** What there is to set up, as far as whoever looks may see it. */
import { type Icon, IconHeartRateMonitor, IconMailForward, IconUserCircle, IconWorld } from "@tabler/icons-react";
import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import { type Permission, useMay } from "#/api/me";
import { m } from "#/paraglide/messages.js";
import { KINDS } from "./kinds/all";
import type { Group, Kind } from "./kit/spec";

export type Place = {
  path: string;
  group: Group;
  icon: Icon;
  title: () => string;
  about: () => string;
  kind?: Kind;
  Page?: LazyExoticComponent<ComponentType>;
  see?: Permission | undefined;
};

const SELF: Place = {
  path: "me",
  group: "self",
  icon: IconUserCircle,
  title: m.settings_me_title,
  about: m.settings_me_about,
  Page: lazy(() => import("./pages/MePage")),
};
const WORKSPACE: Place = {
  path: "workspace",
  group: "team",
  icon: IconWorld,
  title: m.settings_workspace_title,
  about: m.settings_workspace_about,
  see: "settings.workspace",
  Page: lazy(() => import("./pages/WorkspacePage")),
};
const OUTBOX: Place = {
  path: "outbox",
  group: "automation",
  icon: IconMailForward,
  title: m.settings_outbox_title,
  about: m.settings_outbox_about,
  see: "settings.outbox",
  Page: lazy(() => import("./pages/OutboxPage")),
};

const SYSTEM: Place = {
  path: "system",
  group: "automation",
  icon: IconHeartRateMonitor,
  title: m.settings_system_title,
  about: m.settings_system_about,
  see: "system.read",
  Page: lazy(() => import("./pages/SystemPage")),
};

/** What one may only look at is no setting; those of one's own are there for everybody. */
const ofKind = (kind: Kind): Place => ({ ...kind, kind, see: kind.see ?? (kind.own ? undefined : kind.change) });

const PLACES: Place[] = [SELF, WORKSPACE, ...KINDS.map(ofKind), OUTBOX, SYSTEM];

export function usePlaces(): Place[] {
  const may = useMay();
  return PLACES.filter(({ see }) => see === undefined || may(see));
}

export const GROUP_NAMES: Record<Group, () => string> = {
  self: m.settings_group_self,
  team: m.settings_group_team,
  tickets: m.settings_group_tickets,
  time: m.settings_group_time,
  automation: m.settings_group_automation,
};
