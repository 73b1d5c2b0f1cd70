/** Every key that does something here and now. */
import { Kbd } from "@mantine/core";
import { directionOf, useLocale } from "#/i18n/locale";
import { useKeyboardMap } from "#/keyboard/keys";
import { m } from "#/paraglide/messages.js";
import { Dialog } from "#/ui/Dialog";
import styles from "./KeyboardMap.module.css";

export default function KeyboardMap({ onClose }: { onClose: () => void }) {
  const keys = useKeyboardMap();
  return (
    <Dialog opened onClose={onClose} title={m.shell_keys_title()} size="lg">
      <dl className={styles.keys}>
        {keys.map(([name, key]) => (
          <div key={name} className={styles.key}>
            <dt>
              <KeyName name={name} />
            </dt>
            <dd>{key.what()}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

function KeyName({ name }: { name: string }) {
  const rtl = directionOf(useLocale()) === "rtl";
  const arrows: Record<string, string> = {
    forward: rtl ? "←" : "→",
    back: rtl ? "→" : "←",
    ArrowUp: "↑",
    ArrowDown: "↓",
    mod: "Ctrl",
    shift: "Shift",
    alt: "Alt",
  };
  return (
    <span dir="ltr">
      {name.split(/[ +]/).map((part) => (
        <Kbd key={part} mx={2}>
          {arrows[part] ?? (part.length === 1 ? part.toUpperCase() : part)}
        </Kbd>
      ))}
    </span>
  );
}
