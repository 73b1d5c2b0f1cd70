/** What is done with a whole ticket: clicked, seen, taken back, and found again after a reload and by the API. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeBrowser, complaints, signedIn } from "./support/browser";
import { api, SERVER } from "./support/server";
import { soon } from "./support/soon";
import { aTicket, does, history, opens, part, stands, takesBack, told } from "./support/ticket";
import { type World, world } from "./support/world";

let desk: World;
let page: Page;
let heard: string[];
beforeAll(async () => {
  desk = await world();
  page = await signedIn(desk.dana.email, { width: 1440, height: 900 });
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: SERVER });
  heard = complaints(page);
});
afterAll(async () => {
  expect(heard).toEqual([]);
  await closeBrowser();
});

const band = (words: string) => page.getByRole("status").filter({ hasText: words });
const clipboard = () => page.evaluate(() => navigator.clipboard.readText());

test("a ticket becomes a part of another, which shows both, and is taken apart again", async () => {
  const one = await aTicket("Toner is empty", { description: "The toner on floor 3 is empty." });
  const other = await aTicket("Toner order of March", { description: "Ten black ones, please." });
  await opens(page, one);
  await mergesInto(other.reference, "Toner order of March");
  await page.getByRole("heading", { name: "Toner order of March" }).waitFor();
  await page.getByText("The toner on floor 3 is empty.").waitFor();
  expect(await stands(one)).toMatchObject({ merged_into: other.id });
  await takesBack(page, `Ticket ${one.reference} is a part of ${other.reference}`);
  await page.getByText("The toner on floor 3 is empty.").waitFor({ state: "detached" });
  expect(await stands(one)).toMatchObject({ merged_into: null });
  expect(await history(one)).toEqual(expect.arrayContaining(["ticket.merged", "ticket.unmerged"]));
});

test("a part says of what, and is taken apart where it stands", async () => {
  const one = await aTicket("The toner smells");
  const other = await aTicket("The toner order of April");
  await api("POST", `/tickets/${other.id}/merge`, { ticket_ids: [one.id] });
  await opens(page, one);
  await band(`This ticket is a part of ${other.reference}.`).waitFor();
  expect(await page.getByRole("textbox", { name: "Reply to the customer" }).count()).toBe(0);
  await page.getByRole("button", { name: "Take it apart again" }).click();
  await page.getByRole("textbox", { name: "Reply to the customer" }).waitFor();
  await page.getByRole("tab", { name: "History" }).click();
  for (const what of ["Merged into", "Separated again from"]) {
    const entry = page.getByRole("listitem").filter({ hasText: what });
    await entry.filter({ hasText: String(other.number) }).waitFor();
  }
});

async function mergesInto(words: string, subject: string) {
  await does(page, "Merge into another");
  const dialog = page.getByRole("dialog", { name: /^Merge ticket/ });
  await dialog.getByLabel("Into which ticket").fill(words);
  await page.getByRole("option", { name: new RegExp(subject) }).click();
  await dialog.getByRole("button", { name: /^Merge into/ }).click();
}

test("a message becomes a ticket of its own; both say so", async () => {
  const ticket = await aTicket("Two things at once");
  await api("POST", `/tickets/${ticket.id}/messages`, { visibility: "public", body: "And the toner is empty too" });
  await opens(page, ticket);
  await page.getByRole("button", { name: "Actions for this message" }).click();
  await page.getByRole("menuitem", { name: "Make a ticket of it" }).click();
  await page.getByRole("heading", { name: "And the toner is empty too" }).waitFor();
  await page.getByRole("link", { name: "came from another ticket" }).click();
  await page.getByRole("heading", { name: "Two things at once" }).waitFor();
  await page.getByRole("link", { name: "became a ticket of its own" }).waitFor();
  await part(page, "Linked tickets")
    .getByRole("link", { name: /And the toner is empty too/ })
    .waitFor();
  await page.reload();
  await page.getByRole("link", { name: "became a ticket of its own" }).click();
  await page.getByRole("heading", { name: "And the toner is empty too" }).waitFor();
});

test("a ticket is set aside, and comes back", async () => {
  const ticket = await aTicket("Not before Thursday");
  await opens(page, ticket);
  await does(page, "Snooze");
  await page
    .getByRole("dialog", { name: "Snooze" })
    .getByRole("button", { name: /Tomorrow morning/ })
    .click();
  await band("Snoozed until").waitFor();
  expect(Date.parse((await stands(ticket)).snoozed_until ?? "")).toBeGreaterThan(Date.now());
  await takesBack(page, "Snoozed until");
  await band("Snoozed until").waitFor({ state: "detached" });
  await does(page, "Snooze");
  await page.getByRole("button", { name: "Until the customer writes" }).click();
  await told(page, "Snoozed until the customer writes").waitFor();
  await page.reload();
  await band("Snoozed until").getByRole("button", { name: "Bring it back" }).click();
  await band("Snoozed until").waitFor({ state: "detached" });
  expect(await stands(ticket)).toMatchObject({ snoozed_until: null });
});

test("a ticket is deleted, restored at once, and restored later", async () => {
  const ticket = await aTicket("Opened by mistake");
  await opens(page, ticket);
  await does(page, "Delete");
  await page.waitForURL(/view=mine/);
  expect(await stands(ticket)).toMatchObject({ deleted: true });
  await takesBack(page, `Ticket ${ticket.reference} is deleted`);
  await soon(async () => (await stands(ticket)).deleted).toBe(false);
  await opens(page, ticket);
  await does(page, "Delete");
  await page.waitForURL(/view=mine/);
  await page.goto(`/tickets/${ticket.number}`);
  await band("This ticket is deleted.").getByRole("button", { name: "Restore it" }).click();
  await band("This ticket is deleted.").waitFor({ state: "detached" });
  expect(await stands(ticket)).toMatchObject({ deleted: false });
});

test("links lead where they say, and the number is copied as people say it", async () => {
  const ticket = await aTicket("To be passed on");
  await api("POST", `/tickets/${ticket.id}/messages`, { visibility: "public", body: "This very message" });
  await opens(page, ticket);
  await does(page, "Copy link");
  await told(page, "The link is copied").waitFor();
  expect(await clipboard()).toBe(`${SERVER}/tickets/${ticket.number}`);
  await page.getByRole("button", { name: "Copy the number" }).click();
  await told(page, "The number is copied").waitFor();
  expect(await clipboard()).toBe(`#${ticket.reference}`);
  await page.getByRole("button", { name: "Actions for this message" }).click();
  await page.getByRole("menuitem", { name: "Copy link" }).click();
  await soon(clipboard).toContain("#message-");
});

test("a link to a message leads to that message, however much was said since", async () => {
  const ticket = await aTicket("A long talk");
  const said = (body: string) =>
    api<{ id: string }>("POST", `/tickets/${ticket.id}/messages`, { visibility: "public", body });
  const meant = await said("The one that is meant");
  for (let count = 0; count < 55; count++) await said(`Something else, number ${count}`);
  await page.goto(`/tickets/${ticket.number}#message-${meant.id}`);
  const there = page.getByText("The one that is meant");
  await there.waitFor();
  await soon(() => there.evaluate((one) => one.getBoundingClientRect().top)).toBeGreaterThan(0);
  await soon(() => there.evaluate((one) => one.getBoundingClientRect().bottom)).toBeLessThan(900);
});

test("a copy of a ticket is a ticket of its own", async () => {
  const ticket = await aTicket("Every month again", { tags: ["monthly"] });
  await opens(page, ticket);
  await does(page, "Make a copy");
  await page.waitForURL((url) => url.pathname !== `/tickets/${ticket.number}`);
  await told(page, "A copy was made").waitFor();
  await page.getByRole("heading", { name: "Every month again" }).waitFor();
  await part(page, "Tags").getByText("monthly").waitFor();
});
