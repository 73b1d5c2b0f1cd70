/** The heading of a group: what its tickets have in common and how many they are; a click folds it. */
// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by hand, which table elements do not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: the button within takes the focus
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useCatalog, useNameOf } from "#/api/catalog";
import { number } from "#/i18n/format";
import type { Group, GroupBy } from "#/pages/list/data/groups";
import { useListPage } from "#/pages/list/useListPage";
import { m } from "#/paraglide/messages.js";
import { StatusLabel } from "#/ui/StatusLabel";
import { UserText } from "#/ui/UserText";
import styles from "./table.module.css";

type Props = { group: Group; index: number; start: number };

export function GroupRow({ group, index, start }: Props) {
  const { grouping, columns } = useListPage();
  const { by, folded, fold } = grouping;
  const isFolded = folded.has(group.id);
  const Chevron = isFolded ? IconChevronRight : IconChevronDown;
  return (
    <div role="row" aria-rowindex={index + 2} className={styles.group} style={{ transform: `translateY(${start}px)` }}>
      <div role="rowheader" aria-colspan={columns.length + 1}>
        <button
          type="button"
          className={styles.fold}
          aria-expanded={!isFolded}
          onClick={() => fold(group.id)}
          data-group={group.id}
        >
          <Chevron size={15} className="mirrored" aria-hidden />
          {by && <GroupName by={by} id={group.id} />}
          <span className={styles.groupCount}>
            {number(group.count)}
            <span className="sr-only"> {m.list_count_only({ count: group.count })}</span>
          </span>
        </button>
      </div>
    </div>
  );
}

function GroupName({ by, id }: { by: GroupBy; id: string }) {
  const nameOf = useNameOf();
  const [departments, members] = [useCatalog("departments"), useCatalog("members")];
  if (by === "status") return <StatusLabel of={id} />;
  if (id === "") return NONE[by]();
  if (by === "priority") return <StatusLabel of={id} kind="priorities" />;
  const member = members?.find((one) => one.id === id);
  const department = departments?.find((one) => one.id === id);
  return <UserText className="truncate">{member?.name ?? (department ? nameOf(department) : "")}</UserText>;
}

const NONE = { priority: m.common_none, department: m.list_group_no_department, assignee: m.list_is_unassigned };
