/** Lists of choices that open in forms of settings: nobody is kept out (axe), and keys go through them. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeBrowser, type Language, signedIn } from "./support/browser";
import { words } from "./support/words";
import { type World, world } from "./support/world";

let desk: World;
beforeAll(async () => {
  desk = await world();
});
afterAll(closeBrowser);

/** One list of each sort: few choices, many, several at once, kinds of a thing, paths of a condition. */
const LISTS: { path: string; name: string }[] = [
  { path: "departments/new", name: "settings_departments_lead" },
  { path: "departments/new", name: "settings_departments_members" },
  { path: "calendars/new", name: "settings_customer_time_zone" },
  { path: "rules/new", name: "settings_rules_timer" },
  { path: "rules/new", name: "settings_rules_on" },
  { path: "members/new", name: "settings_roles_title" },
  { path: "outbox", name: "settings_outbox_state" },
];

const LOOKS: { language: Language; dark: boolean }[] = [
  { language: "en", dark: true },
  { language: "ar", dark: false },
];

test.each(LOOKS)("lists of choices keep nobody out: $language, dark $dark", async ({ language, dark }) => {
  const page = await signedIn(desk.admin.email, { language, dark });
  const w = words(language);
  const found: string[] = [];
  let at = "";
  for (const { path, name } of LISTS) {
    if (path !== at) await page.goto(`/settings/${path}`);
    at = path;
    found.push(...(await looked(page, w(name))));
  }
  expect(found).toEqual([]);
  await page.context().close();
});

async function looked(page: Page, name: string): Promise<string[]> {
  const combobox = page.getByRole("combobox", { name, exact: true });
  await combobox.press("ArrowDown");
  const list = page.getByRole("listbox").locator("visible=true");
  await list.getByRole("option").first().waitFor();
  const { violations } = await new AxeBuilder({ page }).analyze();
  await page.keyboard.press("Escape");
  await list.waitFor({ state: "hidden" });
  expect(await combobox.evaluate((one) => one === document.activeElement)).toBe(true);
  return violations.map((one) => `${name}: ${one.id} ${one.nodes.map(({ html }) => html.slice(0, 200)).join(" ")}`);
}

test("the last of many choices is reached by keys, and seen", async () => {
  const page = await signedIn(desk.admin.email);
  const w = words("en");
  await page.goto("/settings/rules/new");
  const combobox = page.getByRole("combobox", { name: w("settings_rules_on"), exact: true });
  await combobox.press("ArrowDown");
  await page.getByRole("listbox").locator("visible=true").waitFor();
  await combobox.press("ArrowUp");
  const last = page.getByRole("listbox").locator("visible=true").getByRole("option").last();
  await expect.poll(() => last.getAttribute("data-combobox-selected")).toBe("true");
  const within = await last.evaluate((option) => {
    const { top, bottom } = option.getBoundingClientRect();
    const seen = document.elementFromPoint(option.getBoundingClientRect().left + 10, (top + bottom) / 2);
    return option.contains(seen);
  });
  expect(within).toBe(true);
  await page.context().close();
});
