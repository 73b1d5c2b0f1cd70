/** Other promises for some priorities; what one leaves out is as usual. */
import { Fieldset, Switch } from "@mantine/core";
import { targetSpecs } from "../kinds/targets";
import { Specs } from "../kit/controls/Specs";
import { useWrong } from "../kit/errors";
import styles from "../kit/kit.module.css";
import { useOptions } from "../kit/options";
import type { Draft, EditorProps } from "../kit/spec";
import own from "./editors.module.css";

export default function ByPriorityEditor({ value, onChange, at, label }: EditorProps) {
  const error = useWrong(at);
  const priorities = useOptions("priorities");
  const all = (value ?? {}) as Record<string, Draft>;
  const turn = (key: string, on: boolean) => {
    const { [key]: _, ...others } = all;
    onChange(on ? { ...others, [key]: {} } : others);
  };
  return (
    <fieldset className={own.plain}>
      <legend>{label}</legend>
      {error && <p className={styles.problem}>{error}</p>}
      {priorities.map(({ value: key, label: name }) => {
        const targets = all[key];
        return (
          <Fieldset
            key={key}
            className={styles.part}
            data-off={targets === undefined}
            legend={
              <Switch
                label={name}
                checked={targets !== undefined}
                onChange={(event) => turn(key, event.currentTarget.checked)}
              />
            }
          >
            {targets && (
              <Specs
                specs={targetSpecs}
                draft={targets}
                within={`${at}.${key}.`}
                onChange={(next) => onChange({ ...all, [key]: next })}
              />
            )}
          </Fieldset>
        );
      })}
    </fieldset>
  );
}
