/** One question about tickets: what it is about, how it is asked, and the value. */
import { ActionIcon, Select } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { Op } from "#/pages/list/filter/condition";
import type { Rule } from "#/pages/list/filter/model";
import { firstValue, OPS, opLabel, type Path } from "#/pages/list/filter/paths";
import { ValueInput } from "#/pages/list/filter/ValueInput";
import { m } from "#/paraglide/messages.js";
import styles from "./filter.module.css";

type Props = { rule: Rule; paths: Path[]; onChange: (rule: Rule | undefined) => void };

export function RuleRow({ rule, paths, onChange }: Props) {
  const path = paths.find((one) => one.path === rule.path);
  const kind = path?.kind ?? "text";
  const ops = OPS[kind].includes(rule.op) ? OPS[kind] : [...OPS[kind], rule.op];
  const setPath = (name: string | null) => {
    const next = paths.find((one) => one.path === name);
    const op = next && OPS[next.kind][0];
    if (next && op) onChange({ ...rule, path: next.path, op, value: firstValue(next.kind, op) });
  };
  const setOp = (op: Op) => {
    const keeps = isSameShape(rule.op, op);
    onChange({ ...rule, op, value: keeps ? rule.value : firstValue(kind, op) });
  };
  return (
    <div className={styles.rule}>
      <Select
        size="xs"
        searchable
        aria-label={m.list_rule_what()}
        data={grouped(paths, rule.path)}
        value={rule.path}
        onChange={setPath}
        allowDeselect={false}
      />
      <Select
        size="xs"
        aria-label={m.list_rule_how()}
        data={words(rule.not, ops, kind)}
        value={`${rule.not ? "!" : ""}${rule.op}`}
        onChange={(op) => op && setOp(op.replace("!", "") as Op)}
        allowDeselect={false}
      />
      <ValueInput rule={rule} path={path} onValue={(value) => onChange({ ...rule, value })} />
      <ActionIcon variant="subtle" color="gray" aria-label={m.list_rule_remove()} onClick={() => onChange(undefined)}>
        <IconX size={15} aria-hidden />
      </ActionIcon>
    </div>
  );
}

/** A rule that was negated elsewhere says so in its question. */
function words(not: boolean, ops: Op[], kind: Path["kind"]) {
  return ops.map((op) => ({
    value: `${not ? "!" : ""}${op}`,
    label: not ? m.list_op_not({ op: opLabel(op, kind) }) : opLabel(op, kind),
  }));
}

function isSameShape(before: Op, after: Op): boolean {
  const shape = (op: Op) => {
    if (op === "in" || op === "not_in") return "list";
    if (op === "in_last" || op === "in_next") return "length";
    return op === "exists" ? "yes" : "one";
  };
  return shape(before) === shape(after);
}

function grouped(paths: Path[], kept: string) {
  const groups = new Map<string, { value: string; label: string }[]>();
  for (const { path, label, group } of paths) groups.set(group, [...(groups.get(group) ?? []), { value: path, label }]);
  const data = [...groups].map(([group, items]) => ({ group, items }));
  const known = paths.some((one) => one.path === kept);
  return known ? data : [...data, { group: "…", items: [{ value: kept, label: kept }] }];
}
