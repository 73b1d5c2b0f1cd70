/** A name, and how it is called in each of the organisation's languages. */
import { Fieldset, TextInput } from "@mantine/core";
import { m } from "#/paraglide/messages.js";
import { useWrong } from "../errors";
import styles from "../kit.module.css";
import { useLanguages } from "../options";
import type { Draft, Spec } from "../spec";

type Props = {
  spec: Spec & { type: "names" };
  label: string;
  description: string | undefined;
  required: boolean;
  draft: Draft;
  set: (name: string, value: unknown) => void;
};

export function Names({ spec, label, description, required, draft, set }: Props) {
  const base = spec.base ?? "name";
  const languages = useLanguages();
  const error = useWrong(base);
  const wrongNames = useWrong(spec.name, true);
  const names = (draft[spec.name] ?? {}) as Record<string, string>;
  const main = typeof draft[base] === "string" ? (draft[base] as string) : "";
  const rename = (language: string, name: string) => {
    const { [language]: _, ...others } = names;
    set(spec.name, name === "" ? others : { ...others, [language]: name });
  };
  const legend = (
    <>
      {label}
      {required && (
        <span aria-hidden className={styles.star}>
          {" *"}
        </span>
      )}
    </>
  );
  return (
    <Fieldset legend={legend} variant="unstyled" className={styles.names}>
      <TextInput
        dir="auto"
        aria-label={label}
        description={description}
        required={required}
        value={main}
        error={error}
        data-autofocus={base === "name"}
        onChange={(event) => set(base, event.currentTarget.value)}
      />
      <div className={styles.languages}>
        {languages.map(({ value: tag, label: language }) => (
          <TextInput
            key={tag}
            dir="auto"
            size="xs"
            label={language}
            lang={tag}
            placeholder={main}
            aria-label={m.settings_kit_name_in({ name: label, language })}
            value={names[tag] ?? ""}
            onChange={(event) => rename(tag, event.currentTarget.value)}
          />
        ))}
      </div>
      {wrongNames && <p className={styles.problem}>{wrongNames}</p>}
    </Fieldset>
  );
}
