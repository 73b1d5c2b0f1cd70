/**
 * Asks for what the first page needs while the program itself is still on its way, so that nothing waits for anything
 * else. The client takes an answer from here where one was asked for; each is taken once.
 */
import {
  ALL,
  DEPARTMENT_COUNTS,
  FIRST_PAGE,
  FIRST_VIEW,
  FROM_LETTERS,
  NOTIFICATIONS,
  SHOWING,
  VIEWS,
} from "#/boot/first";

const BASE = "/api/v1";
/** On this device, somebody was signed in when the console was last open. */
const HERE = "docket.here";
const SETTINGS = ["statuses", "priorities", "departments", "members", "fields", "macros"];

const asked = new Map<string, Promise<Response>>();

/** Whoever was here before is asked for everything at once; others, only whether they are signed in. */
export function askEarly(): void {
  if (FROM_LETTERS.has(location.pathname)) return;
  const me = ask("/me");
  if (localStorage.getItem(HERE) !== null) askRest();
  else void me.then((answer) => answer.ok && askRest()).catch(() => undefined);
}

function askRest(): void {
  ask("/workspace");
  for (const kind of SETTINGS) ask(`/${kind}`, ALL);
  ask("/views", VIEWS);
  ask("/tickets/counts", DEPARTMENT_COUNTS);
  ask("/me/notifications", NOTIFICATIONS);
  const filters = filtersOfAddress();
  if (filters === undefined) return;
  ask("/tickets", { ...filters, limit: FIRST_PAGE });
  const { sort: _, ...counted } = filters;
  ask("/tickets/counts", counted);
}

/** What a plain list asks for; nothing where more than the address has to be known. */
function filtersOfAddress(): Record<string, string> | undefined {
  if (location.pathname === "/") return { view: FIRST_VIEW };
  const given = [...new URLSearchParams(location.search)];
  if (location.pathname !== "/tickets" || given.some(([name]) => name === "condition" || name === "as_of"))
    return undefined;
  const chosen = given.filter(([name, value]) => !SHOWING.has(name) && value !== "");
  return Object.fromEntries(chosen.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function ask(path: string, query: Record<string, string | number | boolean> = {}): Promise<Response> {
  const texts = Object.entries(query).map(([name, value]) => [name, String(value)]);
  const params = new URLSearchParams(texts).toString();
  const address = `${BASE}${path}${params === "" ? "" : `?${params}`}`;
  const answer = fetch(address);
  answer.catch(() => undefined); // whoever takes it says what is wrong
  asked.set(address, answer);
  return answer;
}

/** The answer that was asked for early, once. */
export function takeEarly(address: string): Promise<Response> | undefined {
  const { pathname, search } = new URL(address, location.href);
  const taken = asked.get(pathname + search);
  asked.delete(pathname + search);
  return taken;
}

/** What nobody has taken by now would be older than what is asked for when somebody wants it. */
export function forgetEarly(): void {
  asked.clear();
}

/** Keeps in mind on this device whether somebody is signed in. */
export function isHere(here: boolean): void {
  if (here) localStorage.setItem(HERE, "yes");
  else localStorage.removeItem(HERE);
}
