/** The organisation's own colours of statuses, priorities and departments. */
import { useComputedColorScheme } from "@mantine/core";
import { useCatalog } from "#/api/catalog";
import type { By } from "./data";

type Coloured = { id: string; key?: string; colours?: { light: { text: string }; dark: { text: string } } | null };

/** Finds the colour of a group by its key or id; nothing where it has none of its own. */
export function useColours(by: By): (key: string | null) => string | undefined {
  const scheme = useComputedColorScheme("light");
  const statuses = useCatalog("statuses") as Coloured[] | undefined;
  const priorities = useCatalog("priorities") as Coloured[] | undefined;
  const departments = useCatalog("departments") as Coloured[] | undefined;
  const all = { status: statuses, priority: priorities, department: departments, channel: [], tag: [] }[by];
  return (key) => all?.find((one) => one.id === key || one.key === key)?.colours?.[scheme]?.text;
}
