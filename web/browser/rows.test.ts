/** Moving through the list: keys, Back to the same row, and what others do meanwhile without anything jumping. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeBrowser, complaints, signedIn } from "./support/browser";
import { api } from "./support/server";
import { soon } from "./support/soon";
import { type World, world } from "./support/world";

let desk: World;
let page: Page;
let heard: string[];
const RENAMED = `Renamed by somebody else ${process.pid}`;
const requester = { name: "Dana Cohen", email: "dana.cohen@acme.example" };

beforeAll(async () => {
  desk = await world();
  page = await signedIn(desk.dana.email, { width: 1100, height: 420 });
  heard = complaints(page);
});
afterAll(async () => {
  expect(heard).toEqual([]);
  await closeBrowser();
});

const scrolled = (of = page) => of.locator('[role="group"]:has([role="table"])').evaluate((one) => one.scrollTop);
const focused = (of = page) =>
  of.evaluate(() => document.activeElement?.closest("[data-row]")?.getAttribute("aria-rowindex"));
const place = (subject: string) =>
  page
    .getByRole("row")
    .filter({ hasText: subject })
    .evaluate((row) => row.getBoundingClientRect().top);

test("j and k walk, Enter opens, Back leads to the same row at the same place", async () => {
  await page.goto("/tickets?view=all_open");
  await page.getByRole("row").nth(2).waitFor();
  for (let step = 0; step < 16; step += 1) await page.keyboard.press("j");
  await page.keyboard.press("k");
  await soon(focused).toBe("16");
  await soon(scrolled).toBeGreaterThan(100);
  const before = await scrolled();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/tickets\/\d+/);
  await page.getByRole("textbox", { name: "Reply to the customer" }).waitFor();
  await page.goBack();
  await soon(scrolled).toBe(before);
  await page.locator("[data-current]").waitFor();
  expect(await page.locator("[data-current]").getAttribute("aria-rowindex")).toBe("16");
  await page.keyboard.press("j");
  await soon(focused).toBe("17");
});

test("new tickets gather above; a changed one changes where it is; one that left turns grey", async () => {
  await page.goto("/tickets?view=all_open");
  const changed = (await page.getByRole("row").nth(4).getByRole("link").textContent()) ?? "";
  const top = await page
    .getByRole("row")
    .nth(4)
    .evaluate((row) => row.getBoundingClientRect().top);
  const number = /\d+$/.exec((await page.getByRole("row").nth(4).getByRole("link").getAttribute("href")) ?? "")?.[0];
  for (const at of [1, 2, 3]) await api("POST", "/tickets", { subject: `Just in ${at} of ${process.pid}`, requester });
  await page.getByRole("button", { name: "3 new" }).waitFor();
  await api("PATCH", `/tickets/${number}`, { subject: RENAMED });
  await page.getByText(RENAMED).waitFor();
  expect(await place(RENAMED)).toBe(top);
  expect(await page.getByText(`Just in 2 of ${process.pid}`).count()).toBe(0);
  await api("PUT", `/tickets/${number}/status`, { status: "resolved" });
  await page.getByText("no longer belongs here").waitFor({ state: "attached" });
  expect(await place(RENAMED)).toBe(top);
  await page.getByRole("button", { name: "3 new" }).click();
  await page.getByText(`Just in 2 of ${process.pid}`).waitFor();
  await page.getByText(RENAMED).waitFor({ state: "detached" });
  await api("PUT", `/tickets/${number}/status`, { status: "open" });
  await api("PATCH", `/tickets/${number}`, { subject: changed });
});

test("beside the list: the next one by j and Enter, Escape closes, Back goes through those that were open", async () => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto("/tickets?view=all_open");
  await page.getByRole("row").nth(2).waitFor();
  await page.keyboard.press("j");
  await soon(focused).toBe("2");
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.searchParams.has("open"));
  const one = new URL(page.url()).searchParams.get("open");
  await page
    .getByRole("region", { name: new RegExp(`${one}$`) })
    .first()
    .waitFor();
  await page.getByRole("row").nth(3).getByRole("link").click();
  await page.waitForURL((url) => ![null, one].includes(url.searchParams.get("open")));
  await page.goBack();
  await page.waitForURL((url) => url.searchParams.get("open") === one);
  await page.locator(`[data-opened]`).waitFor();
  await page.locator("[data-opened] a").focus();
  await page.keyboard.press("Escape");
  await page.waitForURL((url) => !url.searchParams.has("open"));
});

test("/ searches, s and a act on the row that one is at", async () => {
  await page.keyboard.press("/");
  await page.getByRole("combobox", { name: "Search and commands" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("combobox", { name: "Search and commands" }).waitFor({ state: "detached" });
  await page.keyboard.press("j");
  await page.keyboard.press("s");
  await page.getByRole("option", { name: "In progress" }).waitFor();
  expect(await page.locator('[role="row"][aria-selected="true"]').count()).toBe(1);
  await page.keyboard.press("Escape");
  await page.getByRole("option", { name: "In progress" }).waitFor({ state: "hidden" });
  await page.keyboard.press("Escape");
  await soon(() => page.locator('[role="row"][aria-selected="true"]').count()).toBe(0);
});
