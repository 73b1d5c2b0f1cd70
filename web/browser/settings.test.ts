/** What administrators do with settings: make, change, order, retire, bring back; each seen after a reload too. */
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeBrowser, complaints, signedIn } from "./support/browser";
import { api } from "./support/server";
import { words } from "./support/words";
import { world } from "./support/world";

const w = words("en");
type Setting = { id: string; name: string; order?: number; retired: boolean } & Record<string, unknown>;
const kept = async (kind: string, name: string) =>
  (await api<{ items: Setting[] }>("GET", `/${kind}?limit=200&include_retired=true`)).items.find(
    (one) => one.name === name,
  );

let page: Page;
let heard: string[];
beforeAll(async () => {
  const { admin } = await world();
  page = await signedIn(admin.email, { height: 1600 });
  heard = complaints(page);
});
afterAll(closeBrowser);

const button = (key: string, within: Page | Locator = page) =>
  within.getByRole("button", { name: w(key), exact: true });
const box = (name: string, within: Page | Locator = page) => within.getByRole("textbox", { name, exact: true });
const row = (name: string) =>
  page
    .getByRole("main")
    .getByRole("listitem")
    .filter({ has: page.getByRole("link", { name }) });
const said = (key: string, values?: Record<string, string>) => page.getByText(w(key, values)).first().waitFor();

async function opens(path: string): Promise<void> {
  await page.goto(`/settings/${path}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
}

async function chooses(combobox: Locator, option: string): Promise<void> {
  await combobox.press("ArrowDown");
  await page.getByRole("option", { name: option, exact: true }).click();
  await combobox.press("Escape");
}

/** After a reload it stands in its list. */
async function isListed(kind: string, name: string): Promise<void> {
  await opens(kind);
  await row(name).waitFor();
}

test("what is refused is told at its part, and nothing typed is lost", async () => {
  await opens("departments/new");
  const name = box(w("common_name"));
  await button("common_save").click();
  await said("settings_customer_not_saved");
  await expect.poll(() => name.getAttribute("aria-invalid")).toBe("true");
  await box(w("settings_kit_name_in", { name: w("common_name"), language: "עברית" })).fill("מחסן");
  await page.reload();
  await said("settings_form_kept");
  await name.fill("Warehouse");
  await button("common_save").click();
  await said("settings_form_created");
  await isListed("departments", "Warehouse");
  expect((await kept("departments", "Warehouse"))?.names).toEqual({ he: "מחסן" });
});

/** The answer to a change comes after the page has heard of the change by itself, as it may. */
async function answersLate(path: RegExp, list: RegExp): Promise<void> {
  const heard = page.waitForResponse(
    (response) => response.request().method() === "GET" && list.test(new URL(response.url()).pathname),
  );
  await page.route(path, async (route) => {
    if (route.request().method() !== "PATCH") return route.fallback();
    const response = await route.fetch();
    await heard;
    await route.fulfill({ response });
  });
}

test("a change is taken back at once, and its history tells of both", async () => {
  await opens("departments");
  await row("Warehouse").getByRole("link").click();
  await box(w("common_name")).fill("Store room");
  await answersLate(/\/departments\/[^/]+$/, /\/departments$/);
  await button("common_save").click();
  await row("Store room").waitFor();
  await page.unrouteAll({ behavior: "wait" });
  await button("common_undo").click();
  await said("settings_form_undone");
  await row("Warehouse").getByRole("link").click();
  await button("settings_form_history").click();
  const changes = page.getByRole("list").filter({ hasText: w("settings_history_created") });
  await changes.getByText("Store room").first().waitFor();
  expect(await changes.getByRole("listitem").count()).toBe(3);
});

test("settings are put in order by the keyboard, and stay there", async () => {
  await opens("departments");
  const names = () => page.locator("main li a[href*='/settings/departments/']").allTextContents();
  await row("Warehouse").waitFor();
  const before = await names();
  const at = before.indexOf("Warehouse");
  await page.getByRole("button", { name: w("settings_list_move", { name: "Warehouse" }) }).press("ArrowUp");
  const moved = before.with(at, before[at - 1] ?? "").with(at - 1, "Warehouse");
  await expect.poll(names).toEqual(moved);
  await page.reload();
  await expect.poll(names).toEqual(moved);
});

test("what is retired leaves the list, and comes back", async () => {
  await opens("departments");
  const more = page.getByRole("button", { name: w("settings_list_more", { name: "Warehouse" }) });
  await more.press("Enter");
  await page.getByRole("menuitem", { name: w("settings_customer_retire") }).waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(() => more.evaluate((one) => one === document.activeElement)).toBe(true);
  await more.click();
  await page.getByRole("menuitem", { name: w("settings_customer_retire") }).click();
  await said("settings_list_retired_done", { name: "Warehouse" });
  await expect.poll(() => row("Warehouse").count()).toBe(0);
  expect((await kept("departments", "Warehouse"))?.retired).toBe(true);
  await button("common_undo").click();
  await row("Warehouse").waitFor();
  expect((await kept("departments", "Warehouse"))?.retired).toBe(false);
});

/** What each kind needs besides a name. */
const NEEDED: Record<string, () => Promise<void>> = {
  statuses: async () => {},
  priorities: async () => {},
  field_groups: async () => {},
  roles: () => page.getByRole("checkbox", { name: w("settings_permission_tickets_read"), exact: true }).check(),
  calendars: async () => {},
  sla_policies: async () => {},
  // one's own would not be told of to anybody else
  views: () => chooses(page.getByRole("combobox", { name: w("settings_scope") }), w("settings_scope_all")),
  macros: async () => {
    await button("settings_actions_add").click();
    await chooses(page.getByRole("combobox", { name: w("common_status"), exact: true }), "Pending");
  },
  members: async () => {},
};

test.each(Object.keys(NEEDED))("one more of %s is made and renamed", async (kind) => {
  const name = `Made of ${kind}`;
  await opens(`${kind}/new`);
  await box(w("common_name")).fill(name);
  await NEEDED[kind]?.();
  await button("common_save").click();
  await said("settings_form_created");
  await isListed(kind, name);
  const made = await kept(kind, name);
  await opens(`${kind}/${made?.id}`);
  await box(w("common_name")).fill(`${name}, later`);
  await button("common_save").click();
  await row(`${name}, later`).waitFor();
  expect((await kept(kind, `${name}, later`))?.id).toBe(made?.id);
});

test("a field of choices is asked only where a condition holds", async () => {
  await opens("fields/new");
  await box(w("common_name")).first().fill("Printer model");
  await chooses(page.getByRole("combobox", { name: w("settings_fields_kind") }), w("settings_field_choice"));
  await button("settings_field_choices_add").click();
  const choice = page.getByRole("listitem").filter({ has: button("common_remove") });
  await box(w("common_name"), choice).fill("Laser 9");
  await box(w("settings_key"), choice).fill("laser_9");
  const shown = page.getByRole("group", { name: w("settings_fields_shown_if"), exact: true });
  await button("settings_condition_add", shown).click();
  await chooses(shown.getByRole("combobox", { name: w("settings_condition_value") }), "Open");
  await button("common_save").click();
  await said("settings_form_created");
  await isListed("fields", "Printer model");
  const field = await kept("fields", "Printer model");
  expect(field?.kind).toMatchObject({ type: "choice", choices: [{ key: "laser_9", name: "Laser 9" }] });
  expect(field?.shown_if).toEqual({ path: "status", op: "eq", value: "open" });
});

test("a rule is tried on what happened, made, and switched off", async () => {
  await opens("rules/new");
  await box(w("common_name")).fill("Urgent ones are tagged");
  const condition = page.getByRole("group", { name: w("settings_rules_condition"), exact: true });
  await button("settings_condition_add", condition).click();
  await chooses(condition.getByRole("combobox", { name: w("settings_condition_path") }), w("common_priority"));
  await chooses(condition.getByRole("combobox", { name: w("settings_condition_value") }), "Urgent");
  await button("settings_actions_add").click();
  const action = w("settings_kit_nth", { of: w("settings_actions_one"), n: "1" });
  await chooses(page.getByRole("combobox", { name: action }), w("settings_action_add_tags"));
  const tags = page.getByRole("combobox", { name: w("common_tags"), exact: true });
  await tags.fill("watch");
  await tags.press("Enter");
  await button("settings_try_do").click();
  const outcome = page.getByRole("region", { name: w("settings_try_title") }).getByRole("status");
  expect(await outcome.textContent()).toMatch(/[1-9]/);
  await button("common_save").click();
  await said("settings_form_created");
  const rule = await kept("rules", "Urgent ones are tagged");
  expect(rule?.do).toEqual([{ type: "add_tags", tags: ["watch"] }]);
  await opens(`rules/${rule?.id}`);
  await page.getByRole("switch", { name: w("settings_active") }).press("Space");
  await button("common_save").click();
  await row("Urgent ones are tagged").getByText(w("settings_list_off"), { exact: true }).waitFor();
  expect((await kept("rules", "Urgent ones are tagged"))?.active).toBe(false);
});

test("nothing was complained about on the way", () => {
  // what was refused on purpose is told of by the browser too
  expect(heard.filter((one) => !/ 422 /.test(one))).toEqual([]);
});
