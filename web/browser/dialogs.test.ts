/** Everything of the list, customers and reports that opens: nobody is kept out (axe), focus goes in and back, Escape closes. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeBrowser, complaints, type Language, signedIn } from "./support/browser";
import { api } from "./support/server";
import { soon } from "./support/soon";
import { words } from "./support/words";
import { type World, world } from "./support/world";

let desk: World;
let customer: string;
beforeAll(async () => {
  desk = await world();
  customer = (await api<{ requester: { id: string } }>("GET", "/tickets/1")).requester.id;
});
afterAll(closeBrowser);

type Opened = {
  name: string;
  path: string;
  /** What is pressed to open it, one after the other; the focus comes back to the first. */
  press: (page: Page, w: ReturnType<typeof words>) => Locator[];
  /** What is there when it is open. */
  what: (page: Page) => Locator;
};

const main = (page: Page) => page.getByRole("main");
const more = (page: Page, w: ReturnType<typeof words>) =>
  main(page)
    .getByRole("button", { name: w("common_more") })
    .first();
const item = (key: string) => (page: Page, w: ReturnType<typeof words>) => [
  more(page, w),
  page.getByRole("menuitem", { name: w(key) }),
];
const button = (key: string) => (page: Page, w: ReturnType<typeof words>) => [
  main(page)
    .getByRole("button", { name: w(key) })
    .first(),
];
const dialog = (page: Page) => page.getByRole("dialog");
const listbox = (page: Page) => page.getByRole("listbox");
const menu = (page: Page) => page.getByRole("menu");
const box = (key: string) => (page: Page, w: ReturnType<typeof words>) => [
  main(page)
    .getByRole("combobox", { name: w(key) })
    .first(),
];
const LIST = "/tickets?view=all_open";
const BOARD = `${LIST}&layout=board`;

const ALL: Opened[] = [
  { name: "filter", path: LIST, press: button("list_filter"), what: dialog },
  { name: "quick filter", path: LIST, press: button("common_status"), what: listbox },
  { name: "columns", path: LIST, press: button("list_columns"), what: dialog },
  { name: "more", path: LIST, press: button("common_more"), what: menu },
  { name: "save view", path: LIST, press: item("list_view_save"), what: dialog },
  { name: "rename view", path: LIST, press: item("list_view_rename"), what: dialog },
  { name: "jobs", path: LIST, press: item("list_jobs"), what: dialog },
  { name: "as of", path: LIST, press: item("list_as_of_open"), what: dialog },
  { name: "filter of the board", path: BOARD, press: button("list_filter"), what: dialog },
  { name: "quick filter of the board", path: BOARD, press: button("common_assignees"), what: listbox },
  { name: "more of the board", path: BOARD, press: button("common_more"), what: menu },
  { name: "customer of reports", path: "/reports", press: box("reports_customer"), what: listbox },
  { name: "organisation of reports", path: "/reports", press: box("reports_organisation"), what: listbox },
  { name: "new customer", path: "/customers", press: button("settings_customers_new"), what: dialog },
  { name: "merge", path: "/customers/$", press: button("settings_customer_merge"), what: dialog },
];

const ROLES = '[role="dialog"], [role="menu"], [role="listbox"]';

const LOOKS: { language: Language; dark: boolean }[] = [
  { language: "en", dark: true },
  { language: "ar", dark: false },
  { language: "he", dark: true },
];

test.each(LOOKS)("what opens keeps nobody out: $language, dark $dark", async ({ language, dark }) => {
  const page = await signedIn(desk.admin.email, { language, dark });
  const heard = complaints(page);
  const found: string[] = [];
  let path = "";
  for (const one of ALL) {
    if (one.path !== path) await page.goto(one.path.replace("$", customer));
    path = one.path;
    found.push(...(await looked(page, one, words(language), language === "en" && one === ALL[0])));
  }
  expect(found).toEqual([]);
  expect(heard).toEqual([]);
  await page.context().close();
});

async function looked(page: Page, one: Opened, w: ReturnType<typeof words>, whole: boolean): Promise<string[]> {
  const [first, ...rest] = one.press(page, w);
  if (!first) return [];
  await first.click();
  for (const next of rest) await next.click();
  const what = one.what(page).locator("visible=true").first();
  await what.waitFor();
  const axe = new AxeBuilder({ page });
  // the page around it is looked at once: it is the same page
  const { violations } = await (whole ? axe : axe.include(ROLES)).analyze();
  await soon(() => holdsFocus(page)).toBe(true);
  // the first goes to a list of choices that is open within
  if ((await page.locator('[role="dialog"] [aria-expanded="true"]').count()) > 0) await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await what.waitFor({ state: "hidden" });
  await soon(() => first.evaluate((element) => element === document.activeElement), `focus after ${one.name}`).toBe(
    true,
  );
  return violations.map((found) => `${one.name}: ${found.id} ${found.nodes.map((node) => node.html).join(" ")}`);
}

/** The focus is in what has opened, or on the button that it hangs from. */
const holdsFocus = (page: Page) =>
  page.evaluate(() => {
    const focused = document.activeElement;
    return focused?.closest('[role="dialog"], [role="menu"], [role="listbox"], [aria-haspopup]') !== null;
  });
