/** What a key may do at most: all that its owner may, or some of it. */
import { Switch } from "@mantine/core";
import { m } from "#/paraglide/messages.js";
import styles from "../kit/kit.module.css";
import type { EditorProps } from "../kit/spec";
import PermissionsEditor from "./PermissionsEditor";

export default function LimitEditor(props: EditorProps) {
  const isLimited = Array.isArray(props.value);
  return (
    <div className={styles.stack}>
      <Switch
        label={m.settings_keys_all()}
        description={m.settings_keys_all_hint()}
        checked={!isLimited}
        onChange={(event) => props.onChange(event.currentTarget.checked ? null : ["tickets.read"])}
      />
      {isLimited && <PermissionsEditor {...props} />}
    </div>
  );
}
