/** Says in words which conditions of one's own narrow the list down; pressed, it opens them. */
import type { Condition } from "#/pages/list/filter/condition";
import { useConditionWords } from "#/pages/list/filter/useConditionWords";
import { m } from "#/paraglide/messages.js";

export default function ConditionChip({ condition, onEdit }: { condition: Condition; onEdit: () => void }) {
  const words = useConditionWords()(condition);
  return (
    <button type="button" className="truncate" onClick={onEdit} title={words}>
      {m.list_chip({ label: m.list_condition(), value: words })}
    </button>
  );
}
