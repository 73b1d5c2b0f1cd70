/** Whether one may change a setting of a kind, or make one. */
import { useMay, useMe } from "#/api/me";
import type { Setting } from "./api";
import type { Kind } from "./spec";

export function useMayChange(kind: Kind): (setting?: Setting & Record<string, unknown>) => boolean {
  const may = useMay();
  const me = useMe();
  return (setting) => {
    if (kind.change === undefined || may(kind.change)) return true;
    return kind.own !== undefined && (setting === undefined || kind.own(setting, me));
  };
}
