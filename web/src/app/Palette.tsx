/** The command palette: tickets, customers, views and commands, found while one types. */
import { Kbd } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useId, useState } from "react";
import { type Found, usePaletteResults } from "#/app/usePaletteResults";
import { m } from "#/paraglide/messages.js";
import { Dialog } from "#/ui/Dialog";
import { UserText } from "#/ui/UserText";
import styles from "./Palette.module.css";

export default function Palette({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const [words] = useDebouncedValue(typed.trim(), 120);
  const [at, setAt] = useState(0);
  const found = usePaletteResults(words);
  const list = useId();
  const chosen = found[Math.min(at, found.length - 1)];
  const run = (entry: Found | undefined) => {
    if (!entry) return;
    onClose();
    entry.run();
  };
  const move = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt((now) => (Math.min(now, found.length - 1) + step + found.length) % found.length);
    else if (event.key === "Enter") run(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size="lg"
      yOffset="10vh"
      centered={false}
      title={undefined}
      aria-label={m.shell_palette()}
    >
      <input
        className={styles.input}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={move}
        placeholder={m.shell_palette_hint()}
        aria-label={m.shell_palette()}
        role="combobox"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={chosen ? `${list}-${chosen.id}` : undefined}
        data-autofocus
        dir="auto"
        autoComplete="off"
      />
      <div id={list} role="listbox" aria-label={m.shell_palette()} className={styles.list}>
        {found.map((entry, index) => (
          <Entry
            key={entry.id}
            entry={entry}
            id={`${list}-${entry.id}`}
            chosen={entry === chosen}
            first={found[index - 1]?.group !== entry.group}
            run={run}
          />
        ))}
        {found.length === 0 && <p className={styles.none}>{m.shell_palette_none()}</p>}
      </div>
    </Dialog>
  );
}

type EntryProps = { entry: Found; id: string; chosen: boolean; first: boolean; run: (entry: Found) => void };

function Entry({ entry, id, chosen, first, run }: EntryProps) {
  return (
    <>
      {first && (
        <div className={styles.group} role="presentation">
          {entry.group}
        </div>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the input above has the keys of the whole list */}
      <div
        id={id}
        role="option"
        tabIndex={-1}
        aria-selected={chosen}
        className={styles.entry}
        onClick={() => run(entry)}
        ref={(element) => {
          if (chosen) element?.scrollIntoView({ block: "nearest" });
        }}
      >
        <span aria-hidden className={styles.icon}>
          {entry.icon}
        </span>
        <UserText className="truncate">{entry.title}</UserText>
        {entry.detail && <UserText className={styles.detail}>{entry.detail}</UserText>}
        {entry.key && <Kbd size="xs">{entry.key}</Kbd>}
      </div>
    </>
  );
}
