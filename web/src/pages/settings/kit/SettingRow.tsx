/** A setting in its list: what it is called, the most important of it, and what can be done with it. */
import { ActionIcon, Menu } from "@mantine/core";
import {
  IconArchive,
  IconArrowBackUp,
  IconArrowDown,
  IconArrowUp,
  IconDotsVertical,
  IconGripVertical,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { KeyboardEvent } from "react";
import { m } from "#/paraglide/messages.js";
import { UserText } from "#/ui/UserText";
import type { Setting } from "./api";
import { Dot } from "./Dot";
import styles from "./SettingList.module.css";
import type { Kind } from "./spec";

type Place = {
  isDragged: boolean;
  isTarget: boolean;
  first: boolean;
  last: boolean;
  up: () => void;
  down: () => void;
  begin: () => void;
  over: () => void;
  drop: () => void;
};
type Props = {
  kind: Kind;
  setting: Setting & Record<string, unknown>;
  name: string;
  mayChange: boolean;
  place?: Place;
  onRetire: () => void;
  onRestore: () => void;
};

export function SettingRow({ kind, setting, name, mayChange, place, onRetire, onRestore }: Props) {
  return (
    <li
      className={styles.row}
      data-retired={setting.retired}
      data-dragged={place?.isDragged}
      data-target={place?.isTarget}
      onDragOver={(event) => {
        event.preventDefault();
        place?.over();
      }}
      onDrop={place?.drop}
    >
      {place && <Handle place={place} name={name} />}
      <Dot colours={setting.colours} />
      <Link to="/settings/$kind/$id" params={{ kind: kind.path, id: setting.id } as never} className={styles.name}>
        <UserText>{name}</UserText>
        {setting.retired && <span className={styles.badge}>{m.settings_customer_retired()}</span>}
        {setting.active === false && <span className={styles.badge}>{m.settings_list_off()}</span>}
      </Link>
      <span className={styles.summary}>{kind.Summary && <kind.Summary setting={setting} />}</span>
      {mayChange && <RowMenu {...{ place, setting, name, onRetire, onRestore }} />}
    </li>
  );
}

function Handle({ place, name }: { place: Place; name: string }) {
  const keyed = (event: KeyboardEvent) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    if (event.key === "ArrowUp") place.up();
    else place.down();
  };
  return (
    <button
      type="button"
      draggable
      className={styles.handle}
      aria-label={m.settings_list_move({ name })}
      onKeyDown={keyed}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", name);
        const row = event.currentTarget.closest("li");
        if (row) event.dataTransfer.setDragImage(row, 20, 20);
        place.begin();
      }}
      onDragEnd={place.drop}
    >
      <IconGripVertical size={16} aria-hidden />
    </button>
  );
}

type MenuProps = Pick<Props, "setting" | "name" | "onRetire" | "onRestore"> & { place: Place | undefined };

function RowMenu({ place, setting, name, onRetire, onRestore }: MenuProps) {
  return (
    <Menu position="bottom-end" keepMounted={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={m.settings_list_more({ name })}>
          <IconDotsVertical size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {place && (
          <>
            <Menu.Item leftSection={<IconArrowUp size={14} />} disabled={place.first} onClick={place.up}>
              {m.settings_kit_up()}
            </Menu.Item>
            <Menu.Item leftSection={<IconArrowDown size={14} />} disabled={place.last} onClick={place.down}>
              {m.settings_kit_down()}
            </Menu.Item>
          </>
        )}
        {setting.retired ? (
          <Menu.Item leftSection={<IconArrowBackUp size={14} />} onClick={onRestore}>
            {m.settings_customer_restore()}
          </Menu.Item>
        ) : (
          <Menu.Item leftSection={<IconArchive size={14} />} onClick={onRetire}>
            {m.settings_customer_retire()}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
