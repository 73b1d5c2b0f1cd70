/** Who changed what of a setting, shown to those who ask. */
import { Button } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useState } from "react";
import { m } from "#/paraglide/messages.js";
import type { Setting } from "./api";
import { Changes } from "./Changes";
import { namesOf } from "./model";
import styles from "./SettingForm.module.css";
import type { Kind } from "./spec";

type Props = { kind: Pick<Kind, "path" | "sections">; setting: Pick<Setting, "id" | "version">; path?: string };

export function FormHistory({ kind, setting, path }: Props) {
  const [shown, setShown] = useState(false);
  const labels = (changed: string) => labelOf(kind, changed);
  return (
    <section className={styles.history}>
      <Button
        variant="subtle"
        leftSection={<IconHistory size={16} />}
        aria-expanded={shown}
        onClick={() => setShown(!shown)}
      >
        {m.settings_form_history()}
      </Button>
      {shown && <Changes path={path ?? `/${kind.path}/${setting.id}`} version={setting.version} labels={labels} />}
    </section>
  );
}

function labelOf(kind: Pick<Kind, "sections">, path: string): string | undefined {
  const [root = path] = path.split(/[.[]/);
  if (root === "order" || root === "position") return m.settings_form_order();
  const spec = kind.sections.flatMap(({ specs }) => specs).find((one) => namesOf(one).includes(root));
  if (!spec) return undefined;
  return spec.type === "names" && root === spec.name ? m.settings_form_names({ name: spec.label() }) : spec.label();
}
