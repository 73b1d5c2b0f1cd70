/** Where the focus was before something opened over the page. */

let last: HTMLElement | null = null;

/** Begins to note what has the focus. What opens may come later than the press that opened it, and the focus be gone. */
export function noteFocus(): void {
  document.addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLElement && target.closest('[role="menu"], [role="dialog"]') === null) last = target;
  });
}

/** What opens something now. What is picked from a menu is gone with it: the button that the menu hangs from stays. */
export function openerNow(): HTMLElement | null {
  const focused = document.activeElement;
  const menu = focused?.closest('[role="menu"]')?.getAttribute("aria-labelledby");
  if (menu) return document.getElementById(menu);
  return focused instanceof HTMLElement && focused !== document.body ? focused : last;
}
