/** Parts that belong together; they may be left out together where they are optional. */
import { Fieldset, Switch } from "@mantine/core";
import { useWrong } from "../errors";
import styles from "../kit.module.css";
import type { Draft, EditorProps, Spec } from "../spec";
import { Specs } from "./Specs";

export function ObjectOf({ spec, editor }: { spec: Spec & { type: "object" }; editor: EditorProps }) {
  const error = useWrong(editor.at);
  const is = editor.value !== null && editor.value !== undefined;
  const draft = (editor.value ?? {}) as Draft;
  const fresh = () => spec.part.fresh?.() ?? {};
  return (
    <Fieldset
      className={styles.part}
      data-off={spec.optional && !is}
      legend={
        spec.optional ? (
          <Switch
            label={editor.label}
            checked={is}
            onChange={(event) => editor.onChange(event.currentTarget.checked ? fresh() : null)}
          />
        ) : (
          editor.label
        )
      }
    >
      {spec.hint && <p className={styles.hint}>{spec.hint()}</p>}
      {error && <p className={styles.problem}>{error}</p>}
      {(is || !spec.optional) && (
        <Specs specs={spec.part.specs} draft={draft} onChange={editor.onChange} within={`${editor.at}.`} />
      )}
    </Fieldset>
  );
}
