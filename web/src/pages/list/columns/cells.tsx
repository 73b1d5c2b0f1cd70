/** Small parts of rows: people, departments, tags, moments. */
import { useCatalog, useNameOf } from "#/api/catalog";
import { fullDateTime, list, shortMoment } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { UserText } from "#/ui/UserText";
import styles from "./cells.module.css";

/** Tooltips in every cell would make scrolling heavy; the browser's own do. */
export function MomentCell({ at }: { at: string | null | undefined }) {
  if (!at) return null;
  return (
    <time dateTime={at} title={fullDateTime(at)} className={styles.soft}>
      {shortMoment(at)}
    </time>
  );
}

export function People({ of }: { of: readonly string[] }) {
  const members = useCatalog("members");
  if (of.length === 0) return <span className={styles.nobody}>{m.common_nobody()}</span>;
  const names = of.map((id) => members?.find((member) => member.id === id)?.name ?? "…");
  return (
    <span className={styles.people} title={list(names)}>
      <UserText className="truncate">{names[0]}</UserText>
      {names.length > 1 && <span className={styles.more}>{m.list_and_more({ count: names.length - 1 })}</span>}
    </span>
  );
}

export function DepartmentCell({ id }: { id: string | null | undefined }) {
  const nameOf = useNameOf();
  const found = useCatalog("departments")?.find((department) => department.id === id);
  return found ? <UserText className="truncate">{nameOf(found)}</UserText> : null;
}

export function Tags({ of }: { of: readonly string[] }) {
  return (
    <span className={styles.tags}>
      {of.map((tag) => (
        <bdi key={tag} className={styles.tag}>
          {tag}
        </bdi>
      ))}
    </span>
  );
}
