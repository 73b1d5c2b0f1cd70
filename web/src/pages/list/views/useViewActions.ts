/** What can be done with the view that is shown, and with what is shown as a new one. */
import { useMay } from "#/api/me";
import { columnsOf } from "#/pages/list/columns/order";
import { titleOf } from "#/pages/list/head/title";
import { narrowing } from "#/pages/list/search";
import { useListPage } from "#/pages/list/useListPage";
import { asCondition } from "#/pages/list/views/asCondition";
import { deleteView, patchView, putBack, saveView } from "#/pages/list/views/changeViews";
import type { Named } from "#/pages/list/views/ViewDialog";
import { m } from "#/paraglide/messages.js";
import { done, failed } from "#/ui/toast";

export function useViewActions() {
  const { search, view, sort, grouping, all, columns, chooseColumns, change } = useListPage();
  const shares = useMay()("settings.views");
  const mayChange = view !== undefined && (view.scope.type === "private" || shares);
  const names = narrowing(search);
  const shown = columns.map((column) => column.id);
  const ofView = columnsOf(undefined, view?.columns, new Set(all.map((column) => column.id)));
  const differs =
    names.length > 0 || search.sort !== undefined || search.group !== undefined || shown.join() !== ofView.join();
  const { condition, left } = asCondition(search, view?.condition);
  const whole = {
    ...(condition ? { condition } : {}),
    sort,
    columns: shown,
    ...(grouping.by ? { group_by: grouping.by } : {}),
  };
  const clear = Object.fromEntries([...names, "sort", "group"].map((name) => [name, undefined]));
  const back = () => {
    if (view) putBack(view).catch((error) => failed(m.list_view_failed(), error));
  };
  const save = async (named: Named) => {
    const saved = await saveView({ ...named, ...whole, order: 1000 });
    change({ ...clear, view: saved.id });
    done(m.list_view_saved({ view: named.name }), () => {
      void deleteView(saved.id).then(
        () => change({ ...search }),
        (error) => failed(m.list_view_failed(), error),
      );
    });
  };
  const update = async () => {
    if (!view) return;
    await patchView(view.id, { condition: condition ?? null, sort, columns: shown, group_by: grouping.by ?? null });
    chooseColumns([]);
    change(clear);
    done(m.list_view_updated({ view: titleOf(view) }), back);
  };
  const rename = async (named: Named) => {
    if (!view) return;
    await patchView(view.id, named);
    done(m.list_view_updated({ view: named.name }), back);
  };
  const remove = async () => {
    if (!view) return;
    await deleteView(view.id);
    change({ view: "all_open" });
    done(m.list_view_deleted({ view: titleOf(view) }), () => {
      back();
      change({ view: view.key ?? view.id });
    });
  };
  return { save, update, rename, remove, mayChange, differs, left };
}
