/** Rows of a condition that hold together: all of them, any, none, or not all. */
import { Button, CloseButton, NativeSelect } from "@mantine/core";
import { IconFolderPlus, IconPlus } from "@tabler/icons-react";
import { m } from "#/paraglide/messages.js";
import type { Scope } from "../spec";
import styles from "./condition.module.css";
import { exchanged, type Group, group as groupOf, isGroup, type Mode, row } from "./model";
import { beginningOf, opsOf, type Path } from "./paths";
import { RowEditor } from "./RowEditor";

type Props = {
  group: Group;
  paths: Path[];
  scope: Scope;
  label: string;
  onChange: (group: Group) => void;
  onRemove?: () => void;
};

const MODES: ReadonlyArray<[Mode, () => string]> = [
  ["all", m.settings_condition_all],
  ["any", m.settings_condition_any],
  ["none", m.settings_condition_none],
  ["not_all", m.settings_condition_not_all],
];

export function GroupEditor({ group, paths, scope, label, onChange, onRemove }: Props) {
  const add = () => {
    const [path] = paths;
    if (!path) return;
    const op = opsOf(path, scope)[0] ?? "eq";
    onChange({ ...group, parts: [...group.parts, row(path.path, op, beginningOf(path, op))] });
  };
  const put = (id: string, next: Parameters<typeof exchanged>[2]) => onChange(exchanged(group, id, next));
  return (
    <fieldset className={styles.group}>
      <legend className="sr-only">{label}</legend>
      {(group.parts.length > 1 || group.mode !== "all" || onRemove) && (
        <div className={styles.mode}>
          <NativeSelect
            size="xs"
            aria-label={m.settings_condition_mode()}
            data={MODES.map(([value, said]) => ({ value, label: said() }))}
            value={group.mode}
            onChange={(event) => onChange({ ...group, mode: event.currentTarget.value as Mode })}
          />
          {onRemove && <CloseButton size="sm" aria-label={m.settings_condition_remove_group()} onClick={onRemove} />}
        </div>
      )}
      {group.parts.length === 0 && <p className={styles.none}>{m.settings_condition_nothing()}</p>}
      {group.parts.map((part) =>
        isGroup(part) ? (
          <GroupEditor
            key={part.id}
            group={part}
            paths={paths}
            scope={scope}
            label={m.settings_condition_group()}
            onChange={(next) => put(part.id, next)}
            onRemove={() => put(part.id, null)}
          />
        ) : (
          <RowEditor
            key={part.id}
            row={part}
            paths={paths}
            scope={scope}
            onChange={(next) => put(part.id, next)}
            onRemove={() => put(part.id, null)}
          />
        ),
      )}
      <div className={styles.tools}>
        <Button variant="default" size="compact-xs" leftSection={<IconPlus size={12} />} onClick={add}>
          {m.settings_condition_add()}
        </Button>
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconFolderPlus size={12} />}
          onClick={() => onChange({ ...group, parts: [...group.parts, groupOf("any")] })}
        >
          {m.settings_condition_add_group()}
        </Button>
      </div>
    </fieldset>
  );
}
