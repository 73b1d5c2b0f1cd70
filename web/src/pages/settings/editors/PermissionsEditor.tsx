/** What a role or a key may do, module by module. */
import { Checkbox, Fieldset } from "@mantine/core";
import { m } from "#/paraglide/messages.js";
import { useWrong } from "../kit/errors";
import styles from "../kit/kit.module.css";
import { MODULES } from "../kit/permissions";
import type { EditorProps } from "../kit/spec";
import own from "./editors.module.css";

export default function PermissionsEditor({ value, onChange, at, label }: EditorProps) {
  const error = useWrong(at, true);
  const chosen = new Set((value as string[] | null) ?? []);
  const turn = (keys: string[], on: boolean) => {
    const next = new Set(chosen);
    for (const key of keys) on ? next.add(key) : next.delete(key);
    onChange([...next]);
  };
  return (
    <div className={own.modules}>
      <p className="sr-only">{label}</p>
      {error && <p className={styles.problem}>{error}</p>}
      {MODULES.map(([module, said, permissions]) => {
        const keys = permissions.map(([key]) => key);
        const count = keys.filter((key) => chosen.has(key)).length;
        return (
          <Fieldset
            key={module}
            className={styles.part}
            legend={
              <Checkbox
                label={said()}
                aria-label={m.settings_roles_all_of({ module: said() })}
                checked={count === keys.length}
                indeterminate={count > 0 && count < keys.length}
                onChange={(event) => turn(keys, event.currentTarget.checked)}
              />
            }
          >
            {permissions.map(([key, means]) => (
              <Checkbox
                key={key}
                label={means()}
                checked={chosen.has(key)}
                onChange={(event) => turn([key], event.currentTarget.checked)}
              />
            ))}
          </Fieldset>
        );
      })}
    </div>
  );
}
