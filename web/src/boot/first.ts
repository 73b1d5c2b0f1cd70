/** What the first page asks for, said once: `boot/early.ts` asks it before the program itself is there. */

/** Settings of a kind. */
export const ALL = { include_retired: true, limit: 200 } as const;
export const VIEWS = { counts: true, limit: 200 } as const;
export const NOTIFICATIONS = { limit: 50 } as const;

/** Neither resolved nor closed, as `status_category` takes it. */
export const UNFINISHED = "new,open,pending,on_hold";
export const DEPARTMENT_COUNTS = { group_by: "department", status_category: UNFINISHED } as const;

/** Rows of a list: more than a screen shows, and soon there. */
export const FIRST_PAGE = 60;
/** Of an address, what says how tickets are shown, not which. */
export const SHOWING: ReadonlySet<string> = new Set(["layout", "group", "open", "day", "span"]);
/** Addresses that letters lead to: who comes there is not asked who they are. Their token stands behind `#`. */
export const FROM_LETTERS: ReadonlySet<string> = new Set(["/invitation", "/reset"]);
/** What the console begins with. */
export const FIRST_VIEW = "mine";
