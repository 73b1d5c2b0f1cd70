/** A button that offers a list to pick from; what it opens comes when it is wanted for the first time. */
import { type ReactNode, Suspense, useState } from "react";
import { lazily } from "#/app/patient";
import { useOnceRead } from "#/ui/useOnceRead";
import styles from "./bulk.module.css";

const OpenedPickMenu = lazily(() => import("./OpenedPickMenu"));

export type Option = { value: string; label: string; mark?: ReactNode };

export type PickMenuProps = {
  label: string;
  icon?: ReactNode;
  options: Option[];
  onPick: (value: string) => void;
  /** Those that hold already; several can be picked, one after the other. */
  picked?: readonly string[];
  /** Counts up when a key asks for it. */
  asked?: number;
  /** Lets one name something that is not there yet. */
  onNew?: (name: string) => void;
  className?: string | undefined;
  disabled?: boolean;
};

export function PickMenu(props: PickMenuProps) {
  const [wanted, setWanted] = useState(false);
  useOnceRead(OpenedPickMenu.ahead);
  const button = <Closed {...props} onOpen={() => setWanted(true)} />;
  if (!wanted && !props.asked) return button;
  return (
    <Suspense fallback={button}>
      <OpenedPickMenu {...props} />
    </Suspense>
  );
}

function Closed({ label, icon, picked, className, disabled, onOpen }: PickMenuProps & { onOpen: () => void }) {
  return (
    <button
      type="button"
      className={className ?? styles.action}
      onClick={onOpen}
      disabled={disabled}
      aria-haspopup="listbox"
      aria-expanded={false}
      data-on={(picked?.length ?? 0) > 0}
    >
      {icon}
      {label}
    </button>
  );
}
