/** One row of a condition. */
import { CloseButton, NativeSelect, Select } from "@mantine/core";
import { m } from "#/paraglide/messages.js";
import type { Scope } from "../spec";
import styles from "./condition.module.css";
import type { Row } from "./model";
import { beginningOf, carriedOver, opsOf, type Path } from "./paths";
import { ValueEditor } from "./ValueEditor";

type Props = { row: Row; paths: Path[]; scope: Scope; onChange: (row: Row) => void; onRemove: () => void };

const OPS: Record<string, () => string> = {
  eq: m.settings_op_eq,
  ne: m.settings_op_ne,
  in: m.settings_op_in,
  not_in: m.settings_op_not_in,
  contains: m.settings_op_contains,
  starts_with: m.settings_op_starts_with,
  lt: m.settings_op_lt,
  le: m.settings_op_le,
  gt: m.settings_op_gt,
  ge: m.settings_op_ge,
  exists: m.settings_op_exists,
  on: m.settings_op_on,
  in_last: m.settings_op_in_last,
  in_next: m.settings_op_in_next,
};
/** Of moments "less" is earlier. */
const OPS_OF_TIME: Record<string, () => string> = {
  ...OPS,
  lt: m.settings_op_before,
  le: m.settings_op_until,
  gt: m.settings_op_after,
  ge: m.settings_op_from,
};

export function RowEditor({ row, paths, scope, onChange, onRemove }: Props) {
  const path = paths.find((one) => one.path === row.path) ?? { path: row.path, label: row.path, kind: "text" as const };
  const ops = [...new Set([...opsOf(path, scope), row.op])];
  const words = path.kind === "moment" ? OPS_OF_TIME : OPS;
  const choosePath = (chosen: string | null) => {
    const next = paths.find((one) => one.path === chosen);
    if (!next) return;
    const op = opsOf(next, scope)[0] ?? "eq";
    onChange({ ...row, path: next.path, op, value: beginningOf(next, op) });
  };
  const known = paths.some((one) => one.path === row.path);
  const all = known ? paths : [path, ...paths];
  return (
    <div className={styles.row}>
      <Select
        size="xs"
        searchable
        allowDeselect={false}
        className={styles.path}
        aria-label={m.settings_condition_path()}
        data={all.map(({ path: value, label }) => ({ value, label }))}
        value={row.path}
        onChange={choosePath}
      />
      <NativeSelect
        size="xs"
        className={styles.op}
        aria-label={m.settings_condition_op()}
        data={ops.map((value) => ({ value, label: words[value]?.() ?? value }))}
        value={row.op}
        onChange={(event) => {
          const op = event.currentTarget.value;
          onChange({ ...row, op, value: carriedOver(path, op, row.value) });
        }}
      />
      <ValueEditor
        path={path}
        op={row.op}
        scope={scope}
        value={row.value}
        onChange={(value) => onChange({ ...row, value })}
      />
      <CloseButton size="sm" aria-label={m.settings_condition_remove()} onClick={onRemove} />
    </div>
  );
}
