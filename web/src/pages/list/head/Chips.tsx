/** What narrows the list down, each as a chip that can be taken away. */
import { IconX } from "@tabler/icons-react";
import { Suspense } from "react";
import { lazily } from "#/app/patient";
import { useChipLabels } from "#/pages/list/head/useChipLabels";
import { narrowing } from "#/pages/list/search";
import { useListPage } from "#/pages/list/useListPage";
import { m } from "#/paraglide/messages.js";
import styles from "./head.module.css";

const ConditionChip = lazily(() => import("#/pages/list/head/ConditionChip"));

export function Chips({ onEdit }: { onEdit: () => void }) {
  const { search, change } = useListPage();
  const labelOf = useChipLabels();
  const names = narrowing(search);
  if (names.length === 0) return null;
  const clear = () => change(Object.fromEntries(names.map((name) => [name, undefined])));
  return (
    <ul className={styles.chips} aria-label={m.list_filters()}>
      {names.map((name) => {
        const label = labelOf(name, search[name]);
        return (
          <li key={name} className={styles.chip}>
            {name === "condition" ? (
              <Suspense fallback={<Plain label={label} onEdit={onEdit} />}>
                {typeof search.condition === "object" ? (
                  <ConditionChip condition={search.condition} onEdit={onEdit} />
                ) : (
                  <Plain label={label} onEdit={onEdit} />
                )}
              </Suspense>
            ) : (
              <bdi className="truncate">{label}</bdi>
            )}
            <button
              type="button"
              className={styles.remove}
              onClick={() => change({ [name]: undefined })}
              aria-label={m.list_filter_remove({ filter: label })}
            >
              <IconX size={12} aria-hidden />
            </button>
          </li>
        );
      })}
      {names.length > 1 && (
        <li>
          <button type="button" className={styles.clear} onClick={clear}>
            {m.list_clear_filters()}
          </button>
        </li>
      )}
    </ul>
  );
}

function Plain({ label, onEdit }: { label: string; onEdit: () => void }) {
  return (
    <button type="button" className="truncate" onClick={onEdit}>
      {label}
    </button>
  );
}
