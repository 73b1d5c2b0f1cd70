/** Things of one sort one after the other: added, taken away, and moved about by keys and pointer. */
import { ActionIcon, Button, Input } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { number } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { useWrong } from "../errors";
import styles from "../kit.module.css";
import type { Draft, EditorProps, Spec } from "../spec";
import { Specs } from "./Specs";
import { OneVariant } from "./VariantOf";

type ListSpec = Spec & { type: "list" };

export function ListOf({ spec, editor }: { spec: ListSpec; editor: EditorProps }) {
  const items = Array.isArray(editor.value) ? (editor.value as Draft[]) : [];
  const [keys, setKeys] = useState<string[]>([]);
  while (keys.length < items.length) keys.push(crypto.randomUUID());
  const error = useWrong(editor.at);
  const put = (next: Draft[], nextKeys: string[]) => {
    setKeys(nextKeys);
    editor.onChange(next);
  };
  const add = () => {
    const [first] = spec.variants ?? [];
    const made = first ? { ...first.fresh?.(), type: first.type } : (spec.part?.fresh?.() ?? {});
    put([...items, made], [...keys.slice(0, items.length), crypto.randomUUID()]);
  };
  const remove = (index: number) => put(items.toSpliced(index, 1), keys.toSpliced(index, 1));
  const move = (index: number, to: number) => {
    const swapped = <T,>(all: T[]) => all.toSpliced(index, 1).toSpliced(to, 0, all[index] as T);
    put(swapped(items), swapped(keys));
  };
  return (
    <Input.Wrapper label={editor.label} labelElement="div" description={spec.hint?.()} error={error}>
      <ol className={styles.items} data-inline={spec.inline}>
        {items.map((item, index) => (
          <li key={keys[index]} className={styles.item}>
            <div className={styles.itemParts}>
              <Item
                spec={spec}
                item={item}
                label={m.settings_kit_nth({ of: spec.one?.() ?? editor.label, n: number(index + 1) })}
                at={`${editor.at}[${index}]`}
                onChange={(next) => editor.onChange(items.with(index, next as Draft))}
              />
            </div>
            <div className={styles.itemTools}>
              {!spec.inline && (
                <>
                  <Tool
                    label={m.settings_kit_up()}
                    off={index === 0}
                    run={() => move(index, index - 1)}
                    icon={<IconArrowUp size={14} />}
                  />
                  <Tool
                    label={m.settings_kit_down()}
                    off={index === items.length - 1}
                    run={() => move(index, index + 1)}
                    icon={<IconArrowDown size={14} />}
                  />
                </>
              )}
              <Tool label={m.common_remove()} run={() => remove(index)} icon={<IconTrash size={14} />} />
            </div>
          </li>
        ))}
      </ol>
      <div>
        <Button variant="default" leftSection={<IconPlus size={14} />} onClick={add}>
          {spec.add()}
        </Button>
      </div>
    </Input.Wrapper>
  );
}

type ItemProps = {
  spec: ListSpec;
  item: Draft;
  label: string;
  at: string;
  onChange: (value: unknown) => void;
};

function Item({ spec, item, label, at, onChange }: ItemProps) {
  if (spec.variants) return <OneVariant variants={spec.variants} editor={{ value: item, onChange, at, label }} />;
  return <Specs specs={spec.part?.specs ?? []} draft={item} onChange={onChange} within={`${at}.`} />;
}

type ToolProps = { label: string; run: () => void; icon: React.ReactNode; off?: boolean };

function Tool({ label, run, icon, off = false }: ToolProps) {
  return (
    <ActionIcon variant="subtle" color="gray" size="sm" aria-label={label} title={label} disabled={off} onClick={run}>
      {icon}
    </ActionIcon>
  );
}
