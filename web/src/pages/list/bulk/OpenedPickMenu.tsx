/** A list to pick from and the button that it hangs on, with a search in it where the list is long. */
import { Combobox, useCombobox } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import type { Option, PickMenuProps } from "#/pages/list/bulk/PickMenu";
import { m } from "#/paraglide/messages.js";
import { UserText } from "#/ui/UserText";
import styles from "./bulk.module.css";

const SEARCHED = 8;

/** Open from the start: it takes the place of the button that was pressed, and its focus. */
export default function OpenedPickMenu(props: PickMenuProps) {
  const { label, icon, options, onPick, picked, asked = 0, onNew, className, disabled } = props;
  const [words, setWords] = useState("");
  const searched = options.length > SEARCHED || onNew !== undefined;
  const menu = useCombobox({
    onDropdownOpen: () => (searched ? menu.focusSearchInput() : menu.focusTarget()),
    onDropdownClose: (by) => {
      setWords("");
      menu.resetSelectedOption();
      if (by === "keyboard") menu.focusTarget();
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: opens when it is asked for, not whenever it is drawn
  useEffect(() => menu.openDropdown(), [asked]);
  const pick = (value: string) => {
    if (value === NEW) onNew?.(words.trim());
    else onPick(value);
    if (!picked) menu.closeDropdown("keyboard");
    setWords("");
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: Enter takes the first of those that were looked for
  useEffect(() => {
    if (words !== "") menu.selectFirstOption();
  }, [words]);
  return (
    <Combobox store={menu} onOptionSubmit={pick} position="bottom-start" width={240} shadow="md">
      <Combobox.Target targetType="button" withAriaAttributes>
        <button
          type="button"
          className={className ?? styles.action}
          onClick={() => menu.toggleDropdown()}
          onKeyDown={(event) => event.key === "Escape" && menu.dropdownOpened && event.stopPropagation()}
          disabled={disabled}
          // biome-ignore lint/a11y/noAutofocus: the button that was pressed is no more
          autoFocus
          data-on={(picked?.length ?? 0) > 0}
        >
          {icon}
          {label}
        </button>
      </Combobox.Target>
      <Combobox.Dropdown>
        {searched && (
          <Combobox.Search
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
            placeholder={m.common_search()}
            aria-label={m.common_search()}
          />
        )}
        <Options options={options} words={words} picked={picked} canName={onNew !== undefined} label={label} />
      </Combobox.Dropdown>
    </Combobox>
  );
}

const NEW = "\u0000new";

type OptionsProps = {
  options: Option[];
  words: string;
  picked: readonly string[] | undefined;
  canName: boolean;
  label: string;
};

function Options({ options, words, picked, canName, label }: OptionsProps) {
  const looked = words.trim().toLocaleLowerCase();
  const shown = options.filter((option) => option.label.toLocaleLowerCase().includes(looked));
  const isNew = canName && looked !== "" && !options.some((option) => option.label.toLocaleLowerCase() === looked);
  return (
    <Combobox.Options mah={280} style={{ overflowY: "auto" }} aria-label={label}>
      {shown.map((option) => (
        <Combobox.Option key={option.value} value={option.value} active={picked?.includes(option.value) ?? false}>
          <span className={styles.option}>
            {option.mark}
            <UserText className="truncate">{option.label}</UserText>
            {picked?.includes(option.value) && <IconCheck size={14} className={styles.tick} aria-hidden />}
          </span>
        </Combobox.Option>
      ))}
      {isNew && <Combobox.Option value={NEW}>{m.list_pick_new({ name: words.trim() })}</Combobox.Option>}
      {shown.length === 0 && !isNew && <Combobox.Empty>{m.list_pick_none()}</Combobox.Empty>}
    </Combobox.Options>
  );
}
