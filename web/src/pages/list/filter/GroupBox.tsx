/** Questions that hold together: all of them, any of them, or not; groups may stand in groups. */
import { ActionIcon, Button, Checkbox, SegmentedControl } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { added, type Group, newGroup, newRule, type Part, replaced } from "#/pages/list/filter/model";
import type { Path } from "#/pages/list/filter/paths";
import { RuleRow } from "#/pages/list/filter/RuleRow";
import { m } from "#/paraglide/messages.js";
import styles from "./filter.module.css";

type Props = { group: Group; paths: Path[]; depth?: number; onChange: (group: Group | undefined) => void };

/** The server takes ten levels; nobody reads more than four. */
const DEEPEST = 4;

export function GroupBox({ group, paths, depth = 0, onChange }: Props) {
  const set = (at: number) => (part: Part | undefined) => onChange(replaced(group, at, part));
  const add = (part: Part) => onChange(added(group, group.key, part));
  const rule = () => newRule("status", "in", []);
  return (
    <fieldset className={styles.group} data-depth={depth}>
      <legend className="sr-only">{group.kind === "all" ? m.list_group_all() : m.list_group_any()}</legend>
      <div className={styles.kind}>
        <SegmentedControl
          size="xs"
          aria-label={m.list_group_how()}
          data={[
            { value: "all", label: m.list_group_all() },
            { value: "any", label: m.list_group_any() },
          ]}
          value={group.kind}
          onChange={(kind) => onChange({ ...group, kind: kind as "all" | "any" })}
        />
        {depth > 0 && (
          <>
            <Checkbox
              size="xs"
              label={m.list_group_not()}
              checked={group.not}
              onChange={(event) => onChange({ ...group, not: event.currentTarget.checked })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              ms="auto"
              aria-label={m.list_group_remove()}
              onClick={() => onChange(undefined)}
            >
              <IconX size={15} aria-hidden />
            </ActionIcon>
          </>
        )}
      </div>
      {group.parts.map((part) =>
        part.kind === "rule" ? (
          <RuleRow key={part.key} rule={part} paths={paths} onChange={set(part.key)} />
        ) : (
          <GroupBox key={part.key} group={part} paths={paths} depth={depth + 1} onChange={set(part.key)} />
        ),
      )}
      <div className={styles.adds}>
        <Button variant="light" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => add(rule())}>
          {m.list_rule_add()}
        </Button>
        {depth < DEEPEST && (
          <Button variant="subtle" color="gray" onClick={() => add({ ...newGroup([rule()]), kind: "any" })}>
            {m.list_group_add()}
          </Button>
        )}
      </div>
    </fieldset>
  );
}
