/** Reports: every figure and bar opens the list that it counts, every chart has its table, every list its past. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeBrowser, complaints, signedIn } from "./support/browser";
import { api } from "./support/server";
import { soon } from "./support/soon";
import { type World, world } from "./support/world";

let desk: World;
let page: Page;
let heard: string[];

beforeAll(async () => {
  desk = await world();
  page = await signedIn(desk.admin.email, { width: 1440, height: 900 });
  heard = complaints(page);
});
afterAll(async () => {
  expect(heard).toEqual([]);
  await closeBrowser();
});

const shown = async () => Number((await page.locator("h1 + span").first().textContent())?.match(/^\d+/)?.[0]);
const panel = (title: string) => page.getByRole("region", { name: title, exact: true });

/** What the lists behind links count, by the same filters. */
async function counted(links: { href: string; text: string }[]): Promise<[string, number][]> {
  const count = async ({ href }: { href: string }): Promise<[string, number]> => {
    const query = new URL(href, "http://localhost").search;
    const answered = await page.request.get(`/api/v1/tickets/counts${query}`);
    return [query, ((await answered.json()) as { total: number }).total];
  };
  return Promise.all(links.map(count));
}

test("each number in each table leads to as many tickets", async () => {
  await page.goto("/reports");
  await page.getByRole("region", { name: "By channel" }).waitFor();
  const swaps = page.getByRole("button", { name: "Table" });
  await soon(() => swaps.count()).toBeGreaterThan(9);
  while ((await swaps.count()) > 0) await swaps.first().click();
  const links = await page
    .locator("td a")
    .evaluateAll((all) => all.map((one) => ({ href: one.getAttribute("href") ?? "", text: one.textContent ?? "" })));
  expect(links.length).toBeGreaterThan(20);
  const wanted = links.map(({ href, text }) => [new URL(href, "http://localhost").search, Number(text)]);
  expect(await counted(links)).toEqual(wanted);
  expect(links.some(({ text }) => Number(text) > 5)).toBe(true);
});

test("a bar opens its list with the same count; Back is back at the report", async () => {
  const bars = panel("By channel");
  await bars.getByRole("button", { name: "Chart" }).click();
  const bar = bars.getByRole("link").first();
  const count = Number((await bar.textContent())?.match(/(\d+) ·|(\d+) \(|(\d+)/)?.[0]?.match(/\d+/)?.[0]);
  await bar.click();
  await page.waitForURL(/\/tickets\?/);
  await soon(shown).toBe(count);
  await page.goBack();
  await bars.getByRole("link").first().waitFor();
  const open = page.getByRole("link", { name: /^Open/ }).first();
  await soon(() => open.locator("b").textContent()).toMatch(/^\d+$/);
  const figure = Number((await open.locator("b").textContent()) ?? "");
  await open.click();
  await soon(shown).toBe(figure);
});

test("what was then: a report as of yesterday, a list as of a moment, and back to now", async () => {
  await page.goto("/reports");
  const knob = page.getByRole("slider").first();
  await knob.focus();
  // two days, since the tickets may have been made just before midnight
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await page.waitForURL((url) => url.searchParams.has("as_of"));
  await panel("By status").getByText("No tickets match this filter in this time.").waitFor();
  await page.getByRole("button", { name: "Back to now" }).click();
  await page.waitForURL((url) => !url.searchParams.has("as_of"));
  const made = await api<{ number: number }>("POST", "/tickets", {
    subject: "Open as of then",
    requester: { name: "Dana Cohen", email: "dana.cohen@acme.example" },
  });
  const history = await api<{ items: { position: number }[] }>("GET", `/tickets/${made.number}/history`);
  await api("PUT", `/tickets/${made.number}/status`, { status: "closed" });
  await page.goto(`/tickets?status=open&as_of=${history.items[0]?.position}`);
  const row = page.getByRole("row").filter({ hasText: "Open as of then" });
  await row.waitFor();
  await page.getByRole("button", { name: "Back to now" }).click();
  await row.waitFor({ state: "detached" });
  await page.getByRole("main").getByRole("button", { name: "More" }).first().click();
  await page.getByRole("menuitem", { name: "Show as of a moment…" }).click();
  const dialog = page.getByRole("dialog", { name: "Show as of a moment…" });
  await dialog.getByLabel("Moment").fill("2020-01-01T12:00");
  await dialog.getByRole("button", { name: "Show", exact: true }).click();
  await page.getByText("No tickets here").waitFor();
});
