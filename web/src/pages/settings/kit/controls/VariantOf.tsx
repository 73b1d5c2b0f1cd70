/** One of several kinds of thing, and what each of them asks. */
import { Select } from "@mantine/core";
import { m } from "#/paraglide/messages.js";
import { useWrong } from "../errors";
import styles from "../kit.module.css";
import type { Draft, EditorProps, Spec, Variant } from "../spec";
import { Specs } from "./Specs";

type Props = { spec: Spec & { type: "variant" }; editor: EditorProps; locked: boolean };

export function VariantOf({ spec, editor, locked }: Props) {
  return (
    <div className={styles.stack}>
      <OneVariant
        variants={spec.variants}
        editor={editor}
        locked={locked}
        {...(spec.hint ? { hint: spec.hint() } : {})}
        {...(spec.none ? { none: spec.none() } : {})}
      />
    </div>
  );
}

type OneProps = { variants: Variant[]; editor: EditorProps; locked?: boolean; hint?: string; none?: string };

/** Choosing another kind begins its parts anew. */
export function OneVariant({ variants, editor, locked = false, hint, none }: OneProps) {
  const draft = (editor.value ?? {}) as Draft;
  const chosen = variants.find(({ type }) => type === draft.type);
  const error = useWrong(editor.at);
  const choose = (type: string | null) => {
    const variant = variants.find((one) => one.type === type);
    editor.onChange(variant ? { ...variant.fresh?.(), type: variant.type } : null);
  };
  return (
    <>
      <Select
        label={editor.label}
        description={hint}
        error={error}
        disabled={locked}
        searchable={variants.length > 8}
        clearable={none !== undefined}
        clearButtonProps={{ "aria-label": m.settings_kit_clear() }}
        allowDeselect={none !== undefined}
        placeholder={none ?? ""}
        data={variants.map(({ type, label }) => ({ value: type, label: label() }))}
        value={chosen?.type ?? null}
        onChange={choose}
      />
      {chosen && chosen.specs.length > 0 && (
        <div className={styles.parts}>
          <Specs
            specs={chosen.specs}
            draft={draft}
            onChange={editor.onChange}
            within={`${editor.at}.`}
            isNew={!locked}
          />
        </div>
      )}
    </>
  );
}
