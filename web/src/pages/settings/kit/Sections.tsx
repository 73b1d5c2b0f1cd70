/** The sections of a form, each with its title. */
import { Specs } from "./controls/Specs";
import styles from "./SettingForm.module.css";
import type { Draft, Kind } from "./spec";

type Props = { kind: Pick<Kind, "sections">; draft: Draft; onChange: (draft: Draft) => void; isNew: boolean };

export function Sections({ kind, draft, onChange, isNew }: Props) {
  return kind.sections.map((section) => {
    const title = section.title?.();
    const asked = section.specs.filter((spec) => spec.shown?.(draft) ?? true);
    if (asked.length === 0) return null;
    return (
      <section key={section.specs[0]?.name} className={styles.section} aria-label={title}>
        {title && <h2>{title}</h2>}
        <Specs specs={section.specs} draft={draft} onChange={onChange} isNew={isNew} />
      </section>
    );
  });
}
