/** For what takes the place of a button that was pressed. */
import { type RefObject, useEffect, useRef, useState } from "react";

type Opens = { button: RefObject<HTMLButtonElement | null>; opened: boolean; setOpened: (opened: boolean) => void };

/** The new button takes the focus of the old one before it opens, so that closing gives it back. */
export function useOpensAtOnce(): Opens {
  const button = useRef<HTMLButtonElement>(null);
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    button.current?.focus();
    setOpened(true);
  }, []);
  return { button, opened, setOpened };
}
