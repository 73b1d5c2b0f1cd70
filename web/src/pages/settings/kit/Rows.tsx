/** Rows of settings, moved by dragging their handle or with the arrow keys on it. */
import { useState } from "react";
import { ApiError } from "#/api/client";
import { number } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { done, failed } from "#/ui/toast";
import { change, changed, restore, retire, type Setting } from "./api";
import { moved } from "./order";
import styles from "./SettingList.module.css";
import { SettingRow } from "./SettingRow";
import type { Kind } from "./spec";

type One = Setting & Record<string, unknown>;
type Props = {
  kind: Kind;
  settings: One[];
  named: (setting: Setting) => string;
  movable: boolean;
  mayChange: (setting: One) => boolean;
};

export function Rows({ kind, settings, named, movable, mayChange }: Props) {
  const [dragged, setDragged] = useState<string>();
  const [over, setOver] = useState<number>();
  const [told, setTold] = useState("");
  const move = (setting: Setting, to: number) => {
    if (to < 0 || to >= settings.length) return;
    setTold(m.settings_list_moved({ name: named(setting), place: number(to + 1) }));
    void reorder(kind, settings, setting.id, to);
  };
  const drop = () => {
    const setting = settings.find(({ id }) => id === dragged);
    if (setting && over !== undefined) move(setting, over);
    setDragged(undefined);
    setOver(undefined);
  };
  return (
    <>
      <ul className={styles.rows}>
        {settings.map((setting, index) => (
          <SettingRow
            key={setting.id}
            kind={kind}
            setting={setting}
            name={named(setting)}
            mayChange={mayChange(setting) && !kind.final}
            onRetire={() => void takeAway(kind, setting, named(setting))}
            onRestore={() => void bringBack(kind, setting, named(setting))}
            {...(kind.order && movable
              ? {
                  place: {
                    isDragged: dragged === setting.id,
                    isTarget: over === index && dragged !== setting.id,
                    first: index === 0,
                    last: index === settings.length - 1,
                    up: () => move(setting, index - 1),
                    down: () => move(setting, index + 1),
                    begin: () => setDragged(setting.id),
                    over: () => setOver(index),
                    drop,
                  },
                }
              : {})}
          />
        ))}
      </ul>
      <p className="sr-only" aria-live="polite">
        {told}
      </p>
    </>
  );
}

async function reorder(kind: Kind, settings: One[], id: string, to: number): Promise<void> {
  const by = kind.order?.by ?? "order";
  const turn = kind.order?.highestFirst ? -1 : 1;
  const placed = settings.map((setting) => ({ id: setting.id, place: Number(setting[by] ?? 0) }));
  const lowestFirst = turn === 1 ? placed : placed.reverse();
  const target = turn === 1 ? to : settings.length - 1 - to;
  try {
    for (const { id: which, place } of moved(lowestFirst, id, target)) await change(kind.path, which, { [by]: place });
  } catch (error) {
    failed(m.settings_list_not_moved(), error);
    await changed(kind.path);
  }
}

async function takeAway(kind: Kind, setting: Setting, name: string): Promise<void> {
  try {
    await retire(kind.path, setting.id);
    done(m.settings_list_retired_done({ name }), () => void bringBack(kind, setting, name));
  } catch (error) {
    // what stands in the way has names
    const inTheWay = error instanceof ApiError && error.status === 409;
    failed(m.settings_list_not_retired({ name }), inTheWay ? new Error(error.ofParts) : error);
  }
}

async function bringBack(kind: Kind, setting: Setting, name: string): Promise<void> {
  try {
    await restore(kind.path, setting);
    done(m.settings_list_restored_done({ name }));
  } catch (error) {
    failed(m.settings_list_not_restored({ name }), error);
  }
}
