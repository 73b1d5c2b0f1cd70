/** Small tools for writing: marks, files. */
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconBold, IconCode, IconItalic, IconLink, IconList, IconPaperclip } from "@tabler/icons-react";
import { type ReactNode, useRef } from "react";
import { m } from "#/paraglide/messages.js";
import styles from "./Composer.module.css";
import { typed } from "./draft";
import { type Mark, marked } from "./markup";
import type { ComposerState } from "./useComposer";

const MARKS: [Mark, () => string, ReactNode][] = [
  ["bold", m.ticket_bold, <IconBold key="bold" size={16} />],
  ["italic", m.ticket_italic, <IconItalic key="italic" size={16} />],
  ["list", m.ticket_list, <IconList key="list" size={16} />],
  ["link", m.ticket_link, <IconLink key="link" size={16} />],
  ["code", m.ticket_code, <IconCode key="code" size={16} />],
];

type Props = { composer: ComposerState; onFiles: (files: Iterable<File>) => void; children?: ReactNode };

export function Toolbar({ composer, onFiles, children }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const { text, change } = composer;
  const put = (mark: Mark) => {
    const element = text.current;
    if (!element) return;
    const next = marked({ text: element.value, start: element.selectionStart, end: element.selectionEnd }, mark);
    change((now) => typed(now, next.text));
    requestAnimationFrame(() => {
      element.focus();
      element.setSelectionRange(next.start, next.end);
    });
  };
  return (
    <div className={styles.tools} role="toolbar" aria-label={m.ticket_tools()}>
      {MARKS.map(([mark, name, icon]) => (
        <Tool key={mark} name={name()} onClick={() => put(mark)}>
          {icon}
        </Tool>
      ))}
      <Tool name={m.ticket_attach()} onClick={() => input.current?.click()}>
        <IconPaperclip size={16} />
      </Tool>
      {children}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={m.ticket_attach()}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
    </div>
  );
}

type ToolProps = { name: string; onClick: () => void; pressed?: boolean; children: ReactNode };

export function Tool({ name, onClick, pressed, children }: ToolProps) {
  return (
    <Tooltip label={name}>
      <ActionIcon
        variant={pressed ? "light" : "subtle"}
        color="gray"
        onClick={onClick}
        aria-label={name}
        aria-pressed={pressed}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
