/** A text that grows with what is written in it, in whichever direction it reads; Ctrl+Enter is done. */
import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useLayoutEffect, useRef } from "react";
import styles from "./Composer.module.css";

type Props = {
  value: string;
  onChange: (text: string) => void;
  onSend: () => void;
  label: string;
  placeholder?: string;
  focus?: boolean;
  onKeyDown?: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
  onSelect?: () => void;
  /** A list that belongs to what is typed, and which of it is chosen. */
  popup?: { list: string; at: number } | undefined;
  ref?: Ref<HTMLTextAreaElement | null>;
};

export function GrowingText(props: Props) {
  const { value, onChange, onSend, label, placeholder, focus, onKeyDown, onSelect, popup, ref } = props;
  const text = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(ref, () => text.current as HTMLTextAreaElement);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other words have another height
  useLayoutEffect(() => {
    const element = text.current;
    if (!element) return;
    element.style.blockSize = "auto";
    element.style.blockSize = `${element.scrollHeight + 2}px`;
  }, [value]);
  useEffect(() => {
    if (focus) text.current?.focus();
  }, [focus]);
  return (
    <textarea
      ref={text}
      className={styles.text}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        onKeyDown?.(event);
        if (event.defaultPrevented) return;
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          onSend();
        }
      }}
      onSelect={onSelect}
      aria-label={label}
      aria-controls={popup?.list}
      aria-activedescendant={popup && `${popup.list}-${popup.at}`}
      placeholder={placeholder}
      dir={value === "" ? undefined : "auto"}
      rows={2}
    />
  );
}
