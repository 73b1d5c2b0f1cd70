/** A browser, and people in front of it. */
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { PASSWORD, SERVER } from "./server";

export type Language = "en" | "ar" | "he";
export const LANGUAGES: readonly Language[] = ["en", "ar", "he"];

let launched: Promise<Browser> | undefined;

export function browser(): Promise<Browser> {
  const executablePath = process.env.DOCKET_BROWSER_TEST_BROWSER;
  if (!executablePath) throw new Error("DOCKET_BROWSER_TEST_BROWSER is not set: run these tests by scripts/browser.sh");
  launched ??= chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
  return launched;
}

export async function closeBrowser(): Promise<void> {
  await (await launched)?.close();
  launched = undefined;
}

type Look = { language?: Language; dark?: boolean; width?: number; height?: number; server?: string };

/** A window of its own, with nothing kept from others. */
export async function opened(look: Look = {}): Promise<BrowserContext> {
  const { language = "en", dark = false, width = 1280, height = 800, server = SERVER } = look;
  const context = await (await browser()).newContext({
    baseURL: server,
    viewport: { width, height },
    colorScheme: dark ? "dark" : "light",
    locale: { en: "en-GB", ar: "ar", he: "he-IL" }[language],
    timezoneId: "Asia/Jerusalem",
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(20_000);
  // what is chosen on the page later stays
  await context.addInitScript((chosen) => {
    if (localStorage.getItem("docket.language") === null) localStorage.setItem("docket.language", chosen);
  }, language);
  return context;
}

/** Signs a member in without going through the form. */
export async function signedIn(email: string, look: Look = {}): Promise<Page> {
  const context = await opened(look);
  const page = await context.newPage();
  const server = look.server ?? SERVER;
  const answered = await context.request.post(`${server}/api/v1/session`, {
    data: { email, password: PASSWORD },
    headers: { "X-Docket-CSRF": "1", "Sec-Fetch-Site": "same-origin" },
  });
  if (!answered.ok()) throw new Error(`signing in: ${answered.status()} ${await answered.text()}`);
  return page;
}

/** Answers that browsers complain of although they are as they should be: no draft there yet, nobody signed in yet. */
const EXPECTED = [/404 .*\/draft$/, /401 .*\/me$/];

/** What the page complains about on its console. */
export function complaints(page: Page): string[] {
  const heard: string[] = [];
  page.on("console", (message) => {
    const said = `${message.text()} ${message.location().url}`;
    if (message.type() === "error" && !EXPECTED.some((known) => known.test(said))) heard.push(said);
  });
  page.on("pageerror", (error) => heard.push(String(error)));
  return heard;
}
