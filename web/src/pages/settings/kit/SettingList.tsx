/** All settings of a kind: to be found, opened, put in order, retired and brought back. */
import { Button, Skeleton, Switch, TextInput } from "@mantine/core";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useNameOf } from "#/api/catalog";
import { number } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { Oops } from "#/ui/Oops";
import { State } from "#/ui/State";
import { type Setting, useSettings } from "./api";
import { Rows } from "./Rows";
import styles from "./SettingList.module.css";
import type { Kind } from "./spec";
import { useMayChange } from "./useMayChange";

/** With more than so many, one wants to search. */
const MANY = 12;

export function SettingList({ kind }: { kind: Kind }) {
  const { data, error, isPending } = useSettings<Setting & Record<string, unknown>>(kind.path);
  const mayChange = useMayChange(kind);
  const [words, setWords] = useState("");
  const [withRetired, setWithRetired] = useState(false);
  const nameOf = useNameOf();
  if (error && !data) return <Oops error={error} />;
  if (isPending) return <Skeletons />;
  const named = (setting: Setting) => nameOf({ name: setting.name, names: setting.names ?? {} });
  const retired = data.filter((setting) => setting.retired).length;
  const found = inOrder(kind, data, named)
    .filter((setting) => withRetired || !setting.retired)
    .filter((setting) => named(setting).toLowerCase().includes(words.trim().toLowerCase()));
  return (
    <>
      <div className={styles.head}>
        {data.length > MANY && (
          <TextInput
            type="search"
            aria-label={m.common_search()}
            placeholder={m.common_search()}
            leftSection={<IconSearch size={14} aria-hidden />}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
        )}
        {mayChange() && <AddButton kind={kind} />}
      </div>
      {found.length === 0 && words === "" && !withRetired ? (
        <State icon={<kind.icon size={32} />} title={m.settings_list_none()}>
          {kind.none()}
        </State>
      ) : (
        <Rows kind={kind} settings={found} named={named} movable={mayChange() && words === ""} mayChange={mayChange} />
      )}
      {retired > 0 && (
        <Switch
          label={m.settings_list_retired({ n: number(retired) })}
          checked={withRetired}
          onChange={(event) => setWithRetired(event.currentTarget.checked)}
        />
      )}
    </>
  );
}

function AddButton({ kind }: { kind: Kind }) {
  return (
    <Button
      component={Link}
      to="/settings/$kind/$id"
      params={{ kind: kind.path, id: "new" } as never}
      leftSection={<IconPlus size={16} aria-hidden />}
    >
      {kind.add()}
    </Button>
  );
}

export function inOrder<T extends Setting>(kind: Kind, settings: T[], named: (setting: T) => string): T[] {
  const { order } = kind;
  const place = (setting: T) => Number(order ? ((setting as Record<string, unknown>)[order.by] ?? 0) : 0);
  const turn = order?.highestFirst ? -1 : 1;
  const byName = (one: T, other: T) => named(one).localeCompare(named(other));
  return [...settings].sort((one, other) => turn * (place(one) - place(other)) || byName(one, other));
}

function Skeletons() {
  return (
    <div className={styles.skeletons} role="status">
      <span className="sr-only">{m.common_loading()}</span>
      {["a", "b", "c", "d"].map((row) => (
        <Skeleton key={row} height={40} />
      ))}
    </div>
  );
}
