/** Slides up while tickets are selected: what can be done to all of them at once. */
import {
  IconArrowsSplit,
  IconBolt,
  IconCircleDot,
  IconFlag,
  IconTag,
  IconTagOff,
  IconTrash,
  IconUserPlus,
  IconX,
} from "@tabler/icons-react";
import { useMay } from "#/api/me";
import { number } from "#/i18n/format";
import { type Action, beginJob } from "#/pages/list/bulk/jobs";
import { PickMenu } from "#/pages/list/bulk/PickMenu";
import { useOptions } from "#/pages/list/bulk/useOptions";
import { useTags, useTagsInUse } from "#/pages/list/bulk/useTags";
import { countOf } from "#/pages/list/table/selection";
import type { Selecting } from "#/pages/list/table/useSelection";
import { useListPage } from "#/pages/list/useListPage";
import { m } from "#/paraglide/messages.js";
import { failed } from "#/ui/toast";
import styles from "./bulk.module.css";

export type Asked = { what: "status" | "assign"; times: number } | undefined;
const icon = { size: 15, "aria-hidden": true } as const;

export default function BulkBar({ selecting, asked }: { selecting: Selecting; asked: Asked }) {
  const { rows } = useListPage();
  const { selection, all, none } = selecting;
  const total = rows.total ?? rows.length;
  const count = countOf(selection, total);
  const run = (...actions: Action[]) =>
    beginJob(rows, selection, actions).then(none, (error) => failed(m.list_bulk_failed(), error));
  return (
    <section className={styles.bar} aria-label={m.list_bulk()}>
      <span className={styles.count}>{m.list_selected({ count, shown: number(count) })}</span>
      {!selection.all && count < total && rows.seen().every((ticket) => selection.ids.has(ticket.id)) && (
        <button type="button" className={styles.action} onClick={all}>
          {m.list_select_matching({ count: total, shown: number(total) })}
        </button>
      )}
      <Actions run={run} asked={asked} />
      <button type="button" className={styles.close} onClick={none} aria-label={m.list_select_none()}>
        <IconX {...icon} />
      </button>
    </section>
  );
}

type Run = (...actions: Action[]) => void;

function Actions({ run, asked }: { run: Run; asked: Asked }) {
  const may = useMay();
  const options = useOptions();
  const times = (what: "status" | "assign") => (asked?.what === what ? asked.times : 0);
  return (
    <div className={styles.actions}>
      {may("tickets.change") && (
        <>
          <PickMenu
            label={m.common_status()}
            icon={<IconCircleDot {...icon} />}
            options={options.statuses}
            asked={times("status")}
            onPick={(status) => run({ type: "set_status", status })}
          />
          <PickMenu
            label={m.common_priority()}
            icon={<IconFlag {...icon} />}
            options={options.priorities}
            onPick={(priority) => run({ type: "set_priority", priority })}
          />
        </>
      )}
      {may("tickets.assign") && <Giving run={run} asked={times("assign")} />}
      {may("tickets.change") && <Tagging run={run} />}
      {options.macros.length > 0 && may("tickets.change") && (
        <PickMenu
          label={m.list_macro()}
          icon={<IconBolt {...icon} />}
          options={options.macros}
          onPick={(macro_id) => run({ type: "apply_macro", macro_id })}
        />
      )}
      {may("tickets.delete") && (
        <button type="button" className={styles.action} data-danger onClick={() => run({ type: "delete" })}>
          <IconTrash {...icon} />
          {m.common_delete()}
        </button>
      )}
    </div>
  );
}

function Giving({ run, asked }: { run: Run; asked: number }) {
  const options = useOptions();
  const nobody = { value: "", label: m.list_assign_nobody() };
  const nowhere = { value: "", label: m.list_route_nowhere() };
  return (
    <>
      <PickMenu
        label={m.list_assign()}
        icon={<IconUserPlus {...icon} />}
        options={[...options.members, nobody]}
        asked={asked}
        onPick={(member) => run({ type: "assign_only", members: member ? [member] : [] })}
      />
      <PickMenu
        label={m.common_department()}
        icon={<IconArrowsSplit {...icon} />}
        options={[...options.departments, nowhere]}
        onPick={(department) => run({ type: "route", department: department || null } as Action)}
      />
    </>
  );
}

function Tagging({ run }: { run: Run }) {
  const [tags, inUse] = [useTags(), useTagsInUse()];
  const add = (tag: string) => run({ type: "add_tags", tags: [tag] });
  return (
    <>
      <PickMenu label={m.list_tag_add()} icon={<IconTag {...icon} />} options={inUse} onPick={add} onNew={add} />
      <PickMenu
        label={m.list_tag_remove()}
        icon={<IconTagOff {...icon} />}
        options={tags}
        onPick={(tag) => run({ type: "remove_tags", tags: [tag] })}
      />
    </>
  );
}
