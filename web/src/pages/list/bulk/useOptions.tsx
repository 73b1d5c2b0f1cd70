/** What can be picked: statuses, priorities, people, departments, macros; retired ones no more. */
import { useCatalog, useNameOf } from "#/api/catalog";
import type { Schemas } from "#/api/client";
import { useMe } from "#/api/me";
import type { Option } from "#/pages/list/bulk/PickMenu";
import { m } from "#/paraglide/messages.js";
import { shade } from "#/ui/shade";
import styles from "./bulk.module.css";

type Setting = {
  id: string;
  name: string;
  names: Record<string, string>;
  retired: boolean;
  order: number;
  colours?: Schemas["Colours"] | null;
};

export function useOptions() {
  const nameOf = useNameOf();
  const me = useMe();
  const sorted = <T extends Setting>(all: T[] | undefined) =>
    (all ?? []).filter((one) => !one.retired).sort((a, b) => a.order - b.order);
  const dot = ({ colours }: Setting) =>
    colours ? <span className={styles.dot} style={{ background: shade(colours) }} /> : undefined;
  const option = (value: string, one: Setting): Option => ({ value, label: nameOf(one), mark: dot(one) });
  const members = (useCatalog("members") ?? []).filter((member) => !member.retired);
  const others = members
    .filter((member) => member.id !== me.id)
    .map((member) => ({ value: member.id, label: member.name }));
  const myself = members.some((member) => member.id === me.id)
    ? [{ value: me.id, label: m.list_myself({ name: me.name }) }]
    : [];
  return {
    statuses: sorted(useCatalog("statuses")).map((status) => option(status.key, status)),
    priorities: sorted(useCatalog("priorities")).map((priority) => option(priority.key, priority)),
    departments: sorted(useCatalog("departments")).map((department) => option(department.id, department)),
    macros: sorted((useCatalog("macros") ?? []).filter((macro) => macro.active)).map((macro) =>
      option(macro.id, macro),
    ),
    members: [...myself, ...others],
    /** As filters name them: oneself as `me`, so that a link means whoever follows it. */
    people: [{ value: "me", label: m.list_me() }, ...others],
  };
}
