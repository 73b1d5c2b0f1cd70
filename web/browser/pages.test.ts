/** Every page in every language, light and dark: nothing that keeps people out (axe), and pictures to look at. */
import { mkdirSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeBrowser, complaints, LANGUAGES, type Language, signedIn } from "./support/browser";
import { api } from "./support/server";
import { type World, world } from "./support/world";

const PICTURES = new URL("../artifacts/", import.meta.url).pathname;
const WIDTHS = [390, 1280, 1920];

const PAGES: Record<string, string> = {
  list: "/tickets?view=all_open",
  beside: "/tickets?view=all_open&open=1",
  board: "/tickets?view=all_open&layout=board",
  calendar: "/tickets?view=all_open&layout=calendar",
  ticket: "/tickets/1",
  history: "/tickets/1?tab=history",
  new: "/new",
  search: "/search?q=printer",
  customers: "/customers",
  reports: "/reports",
  settings: "/settings",
  statuses: "/settings/statuses",
  fields: "/settings/fields",
  rules: "/settings/rules",
  members: "/settings/members",
  me: "/settings/me",
  "set-up": "/set-up",
  nowhere: "/there-is-nothing-here",
};

let desk: World;
beforeAll(async () => {
  desk = await world();
  mkdirSync(PICTURES, { recursive: true });
});
afterAll(closeBrowser);

const looks = LANGUAGES.flatMap((language) => [false, true].map((dark) => ({ language, dark })));

test.each(looks)("no page keeps anybody out: $language, dark $dark", async ({ language, dark }) => {
  const page = await signedIn(desk.admin.email, { language, dark });
  const heard = complaints(page);
  const found: string[] = [];
  for (const [name, path] of Object.entries({ ...PAGES, past: await past() })) {
    await settled(page, path);
    const { violations } = await new AxeBuilder({ page }).analyze();
    found.push(...violations.map((one) => `${name}: ${one.id} ${one.nodes.map((node) => node.html).join(" ")}`));
    await pictures(page, name, language, dark);
  }
  expect(found).toEqual([]);
  expect(heard).toEqual([]);
  await page.context().close();
});

/** The first ticket as it was after the second thing that happened to it. */
async function past(): Promise<string> {
  const history = await api<{ items: { position: number }[] }>("GET", "/tickets/1/history");
  return `/tickets/1?as_of=${history.items[1]?.position}`;
}

async function settled(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole("main").waitFor();
  await page.waitForLoadState("domcontentloaded");
  await page.waitForFunction(
    () => document.querySelector('[role="status"] .mantine-Loader-root, [data-loading]') === null,
  );
}

async function pictures(page: Page, name: string, language: Language, dark: boolean): Promise<void> {
  const usual = page.viewportSize();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: width < 700 ? 844 : 900 });
    await page.screenshot({ path: `${PICTURES}${name}-${language}-${dark ? "dark" : "light"}-${width}.png` });
    const spilled = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(spilled, `${name} at ${width} px is wider than the screen`).toBeLessThanOrEqual(0);
  }
  if (usual) await page.setViewportSize(usual);
}
