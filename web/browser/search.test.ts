/** Search by words in each language, and customers: added, changed, merged. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeBrowser, complaints, signedIn } from "./support/browser";
import { api } from "./support/server";
import { soon } from "./support/soon";
import { type World, world } from "./support/world";

const MARK = `z${process.pid}`;
let desk: World;
let page: Page;
let heard: string[];

beforeAll(async () => {
  desk = await world();
  const requester = { name: "Dana Cohen", email: "dana.cohen@acme.example" };
  const subjects = [
    `The boiler is on fire ${MARK}`,
    `On the fire drill of ${MARK}`,
    `هل يمكنكم إصلاح المدفأة في المكتبة ${MARK}`,
    `החימום בספרייה לא עובד ${MARK}`,
  ];
  for (const subject of subjects) await api("POST", "/tickets", { subject, requester });
  page = await signedIn(desk.dana.email);
  heard = complaints(page);
});
afterAll(async () => {
  expect(heard).toEqual([]);
  await closeBrowser();
});

const box = () => page.getByRole("main").getByRole("searchbox").first();
const found = () => page.getByRole("main").getByRole("listitem");

async function looksFor(words: string, count: number): Promise<void> {
  await box().fill(words);
  await page.waitForURL((url) => url.searchParams.get("q") === words);
  await soon(() => found().count()).toBe(count);
}

test("phrases, words left out, Arabic and Hebrew as people write them, each marked where it was found", async () => {
  await page.goto("/search");
  await looksFor(MARK, 4);
  await looksFor(`"on fire" ${MARK}`, 1);
  await soon(() => found().locator("mark").allTextContents()).toEqual(
    expect.arrayContaining([expect.stringMatching(/fire/)]),
  );
  await looksFor(`fire -boiler ${MARK}`, 1);
  await found().getByText("drill").waitFor();
  await looksFor(`مكتبة ${MARK}`, 1);
  await soon(() => found().locator("mark").allTextContents()).toContain("المكتبة");
  await looksFor(`ספרייה ${MARK}`, 1);
  await soon(() => found().locator("mark").allTextContents()).toContain("בספרייה");
});

test("what was found is narrowed down, kept in the address, and opened", async () => {
  await looksFor(MARK, 4);
  await page.getByRole("combobox", { name: "Status" }).click();
  await page.getByRole("option", { name: "Closed" }).click();
  await page.getByText("No ticket has these words").waitFor();
  await page.reload();
  await soon(() => page.getByRole("combobox", { name: "Status" }).inputValue()).toBe("Closed");
  await page.getByRole("combobox", { name: "Status" }).click();
  await page.getByRole("option", { name: "Open", exact: true }).click();
  await soon(() => found().count()).toBe(4);
  await found().filter({ hasText: "boiler" }).getByRole("link").click();
  await page.waitForURL(/\/tickets\/\d+/);
  await page.goBack();
  await soon(() => found().count()).toBe(4);
});

type Customer = { id: string; name: string; emails: string[]; notes: string | null };

async function added(name: string, email: string): Promise<void> {
  await page.goto("/customers");
  await page.getByRole("button", { name: "New customer" }).click();
  const form = page.getByRole("dialog", { name: "New customer" });
  await form.getByRole("textbox", { name: "Name" }).fill(name);
  await form
    .getByRole("combobox", { name: "E-mail addresses" })
    .or(form.getByRole("textbox", { name: "E-mail addresses" }))
    .fill(email);
  await form.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/\/customers\/[\w-]+$/);
  await page.getByRole("heading", { name }).waitFor();
}

test("a customer is added, changed, and merged into another, whose tickets are then one list", async () => {
  const [noor, nour] = [`نور ${MARK}`, `Nour ${MARK}`];
  await added(noor, `noor-${MARK}@customers.example`);
  const id = page.url().split("/").at(-1);
  const requester = { email: `noor-${MARK}@customers.example` };
  await api("POST", "/tickets", { subject: "Asked by the first of two", requester });
  await page.getByText("Asked by the first of two").waitFor();
  await page.getByRole("button", { name: "Edit" }).first().click();
  await page.getByRole("textbox", { name: "Notes for the team" }).fill("מעדיפה שיחה בבוקר");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("מעדיפה שיחה בבוקר").waitFor();
  expect((await api<Customer>("GET", `/customers/${id}`)).notes).toBe("מעדיפה שיחה בבוקר");
  await added(nour, `nour-${MARK}@customers.example`);
  const other = page.url().split("/").at(-1);
  await page.goto(`/customers/${id}`);
  await page.getByRole("button", { name: /^Merge/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox").fill(nour);
  await page.getByRole("option", { name: new RegExp(nour) }).click();
  await dialog
    .getByRole("button", { name: /^Merge/ })
    .last()
    .click();
  await page.waitForURL(new RegExp(`/customers/${other}$`));
  await page.getByText("Asked by the first of two").waitFor();
  expect((await api<Customer>("GET", `/customers/${other}`)).emails).toContain(`noor-${MARK}@customers.example`);
  await page.goto(`/customers?q=${MARK}`);
  await soon(() => page.getByRole("main").getByRole("link").filter({ hasText: MARK }).count()).toBe(1);
});
