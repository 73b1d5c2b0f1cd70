/** Names a view in the three languages and says who sees it; saves a new one or changes one. */
import { Button, MultiSelect, Radio, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useMay } from "#/api/me";
import type { View } from "#/api/views";
import { LANGUAGES } from "#/i18n/locale";
import { useOptions } from "#/pages/list/bulk/useOptions";
import type { NewView } from "#/pages/list/views/changeViews";
import { m } from "#/paraglide/messages.js";
import { getLocale } from "#/paraglide/runtime.js";
import { Dialog } from "#/ui/Dialog";
import styles from "./views.module.css";

export type Named = Pick<NewView, "name" | "names" | "scope">;
type Props = {
  view?: View | undefined;
  title: string;
  left?: string;
  onSave: (named: Named) => Promise<void>;
  onClose: () => void;
};
type Scope = "private" | "department" | "all";

export default function ViewDialog({ view, title, left, onSave, onClose }: Props) {
  const shares = useMay()("settings.views");
  const options = useOptions();
  const [names, setNames] = useState<Record<string, string>>(() => namesOf(view));
  const [scope, setScope] = useState<Scope>((view?.scope.type as Scope | undefined) ?? "private");
  const [ids, setIds] = useState<string[]>(view?.scope.type === "department" ? view.scope.ids : []);
  const [waiting, setWaiting] = useState(false);
  const first = names[getLocale()] || Object.values(names).find((name) => name !== "") || "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWaiting(true);
    const filled = Object.fromEntries(Object.entries(names).filter(([, name]) => name !== ""));
    const seen = scope === "department" ? { type: scope, ids } : { type: scope };
    onSave({ name: first, names: filled, scope: seen as NewView["scope"] }).finally(() => setWaiting(false));
  };
  return (
    <Dialog opened onClose={onClose} title={title}>
      <form onSubmit={submit} className={styles.form}>
        {LANGUAGES.map(({ locale, name }, at) => (
          <TextInput
            key={locale}
            label={m.list_view_name_in({ language: name })}
            lang={locale}
            dir="auto"
            value={names[locale] ?? ""}
            onChange={(event) => setNames({ ...names, [locale]: event.currentTarget.value })}
            data-autofocus={at === 0 || undefined}
          />
        ))}
        <Radio.Group label={m.list_view_who()} value={scope} onChange={(value) => setScope(value as Scope)}>
          <div className={styles.scopes}>
            <Radio size="xs" value="private" label={m.list_view_private()} />
            <Radio size="xs" value="department" label={m.list_view_departments()} disabled={!shares} />
            <Radio size="xs" value="all" label={m.list_view_everybody()} disabled={!shares} />
          </div>
        </Radio.Group>
        {!shares && <p className={styles.hint}>{m.list_view_shares_not()}</p>}
        {scope === "department" && (
          <MultiSelect
            label={m.common_department()}
            data={options.departments.map(({ value, label }) => ({ value, label }))}
            value={ids}
            onChange={setIds}
          />
        )}
        {left && <p className={styles.hint}>{left}</p>}
        <div className={styles.end}>
          <Button variant="default" onClick={onClose}>
            {m.common_cancel()}
          </Button>
          <Button
            type="submit"
            loading={waiting}
            disabled={first === "" || (scope === "department" && ids.length === 0)}
          >
            {m.common_save()}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function namesOf(view: View | undefined): Record<string, string> {
  if (!view) return {};
  return Object.fromEntries(
    LANGUAGES.map(({ locale }) => [locale, view.names[locale] ?? (locale === "en" ? view.name : "")]),
  );
}
