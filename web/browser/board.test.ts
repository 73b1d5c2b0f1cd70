/** The board and the calendar: moved by the mouse and by keys, refused with a reason, in step with others. */
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeBrowser, complaints, signedIn } from "./support/browser";
import { api } from "./support/server";
import { soon } from "./support/soon";
import { type World, world } from "./support/world";

const TAG = `moved-${process.pid}`;
let desk: World;
let page: Page;
let heard: string[];
let numbers: number[];

type Ticket = { number: number; status: string; due_at?: string; window_from?: string; window_to?: string };
type Status = { id: string; key: string; next?: string[] | null };

beforeAll(async () => {
  desk = await world();
  const requester = { name: "Dana Cohen", email: "dana.cohen@acme.example" };
  numbers = [];
  for (const at of [1, 2, 3]) {
    const made = { subject: `Card ${at}`, requester, tags: [TAG], ...(at === 3 ? windows() : { due_at: noon(0) }) };
    numbers.push((await api<Ticket>("POST", "/tickets", made)).number);
  }
  page = await signedIn(desk.dana.email, { width: 1440, height: 900 });
  heard = complaints(page);
});
afterAll(async () => {
  expect(heard).toEqual([]);
  await closeBrowser();
});

/** The middle of a month, so that days before and after are in sight. */
const MIDDLE = (() => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 14, 10));
})();
const noon = (days: number) => new Date(MIDDLE.getTime() + days * 86_400_000).toISOString();
const day = (days: number) => noon(days).slice(0, 10);
const windows = () => ({ window_from: noon(-1), window_to: noon(1) });
const ticket = (at: number) => api<Ticket>("GET", `/tickets/${numbers[at - 1]}`);
const column = (name: string) => page.getByRole("region", { name, exact: true });
const card = (at: number, within: Locator | Page = page) =>
  within.getByRole("link", { name: new RegExp(`Card ${at}`) });

async function dragged(what: Locator, to: Locator, look?: () => Promise<void>): Promise<void> {
  const [from, place] = [await what.boundingBox(), await to.boundingBox()];
  if (!from || !place) throw new Error("not in sight");
  await page.mouse.move(from.x + 20, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(place.x + place.width / 2, place.y + place.height / 2, { steps: 6 });
  await look?.();
  await page.mouse.up();
}

test("a card is dragged to another status, and taken back", async () => {
  await page.goto(`/tickets?tag=${TAG}&layout=board`);
  await card(1, column("Open")).waitFor();
  await dragged(card(1), column("In progress"));
  await card(1, column("In progress")).waitFor();
  await soon(async () => (await ticket(1)).status).toBe("in_progress");
  await page.getByRole("alert").filter({ hasText: "is now In progress" }).getByRole("button", { name: "Undo" }).click();
  await card(1, column("Open")).waitFor();
  await soon(async () => (await ticket(1)).status).toBe("open");
});

test("a card is moved by keys alone, which is told as it goes; Escape leaves it", async () => {
  await card(2).focus();
  await page.keyboard.press("Space");
  const told = page.getByRole("status").filter({ hasText: "Holding “Card 2”" });
  await page.keyboard.press("ArrowRight");
  await told.filter({ hasText: "over In progress" }).waitFor({ state: "attached" });
  await page.keyboard.press("Escape");
  await told.waitFor({ state: "detached" });
  expect((await ticket(2)).status).toBe("open");
  await card(2).focus();
  for (const key of ["Space", "ArrowRight", "ArrowRight", "Space"]) await page.keyboard.press(key);
  await card(2, column("Pending")).waitFor();
  await soon(async () => (await ticket(2)).status).toBe("pending");
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
  await soon(focused).toContain("Card 2");
});

test("somebody else moves a card: it goes over there without a click", async () => {
  await api("PUT", `/tickets/${numbers[1]}/status`, { status: "open" });
  await column("Pending").getByText("no longer belongs here").waitFor({ state: "attached" });
  await column("Open").getByRole("button", { name: "1 new" }).click();
  await card(2, column("Open")).waitFor();
});

test("a move that no status allows says why before and after, and the card stays", async () => {
  const statuses = (await api<{ items: Status[] }>("GET", "/statuses")).items;
  const open = statuses.find((status) => status.key === "open");
  await api("PATCH", `/statuses/${open?.id}`, { next: ["in_progress"] });
  const refused = page.getByRole("alert").filter({ hasText: "“Card 1” stays where it was" });
  await page.reload();
  await card(1, column("Open")).waitFor();
  await dragged(card(1), column("Closed"), () => column("Closed").getByText("Cannot follow the status").waitFor());
  await refused.getByText("Cannot follow the status that the ticket has").waitFor();
  await card(1, column("Open")).waitFor();
  expect((await ticket(1)).status).toBe("open");
  await api("PATCH", `/statuses/${open?.id}`, { next: open?.next ?? null });
});

const cell = (days: number) => page.locator(`[data-target="${day(days)}"]`);

test("a due date is dragged to another day at the same time of day, and taken back", async () => {
  await page.goto(`/tickets?tag=${TAG}&layout=calendar&day=${day(0)}`);
  await card(1, cell(0)).waitFor();
  await dragged(card(1), cell(2));
  await card(1, cell(2)).waitFor();
  await soon(async () => new Date((await ticket(1)).due_at ?? 0).toISOString()).toBe(noon(2));
  await page.getByRole("alert").filter({ hasText: "rescheduled" }).getByRole("button", { name: "Undo" }).click();
  await card(1, cell(0)).waitFor();
  await soon(async () => new Date((await ticket(1)).due_at ?? 0).toISOString()).toBe(noon(0));
});

test("by keys a day further, a week further, and in the mirrored calendar the other way", async () => {
  await card(2).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowUp");
  await page.getByRole("status").filter({ hasText: "Holding “Card 2”" }).waitFor({ state: "attached" });
  await page.keyboard.press("Enter");
  await card(2, cell(-6)).waitFor();
  await soon(async () => new Date((await ticket(2)).due_at ?? 0).toISOString()).toBe(noon(-6));
  const sara = await signedIn(desk.sara.email, { language: "ar", width: 1440, height: 900 });
  await sara.goto(page.url());
  await card(2, sara).focus();
  for (const key of ["Space", "ArrowLeft", "Space"]) await sara.keyboard.press(key);
  await card(2, cell(-5)).waitFor();
  await soon(async () => new Date((await ticket(2)).due_at ?? 0).toISOString()).toBe(noon(-5));
  await sara.context().close();
});

test("a window stands on each of its days and moves as a whole; week and month have addresses", async () => {
  for (const days of [-1, 0, 1]) await card(3, cell(days)).waitFor();
  await dragged(card(3, cell(0)), cell(1));
  await card(3, cell(2)).waitFor();
  await soon(async () => new Date((await ticket(3)).window_to ?? 0).toISOString()).toBe(noon(2));
  await page.getByText("Week", { exact: true }).click();
  await soon(() => new URL(page.url()).searchParams.get("span")).toBe("week");
  await soon(() => page.locator("[data-target]").count()).toBe(7);
  await page.getByRole("button", { name: "Later" }).click();
  await cell(7).waitFor();
  await page.goBack();
  await cell(0).waitFor();
  await page.goBack();
  await soon(() => page.locator("[data-target]").count()).toBeGreaterThan(27);
  await page.goForward();
  await soon(() => page.locator("[data-target]").count()).toBe(7);
});
