/** Many tickets at once: selected by keys and by click, changed, refused one by one, cancelled, taken back. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeBrowser, complaints, signedIn } from "./support/browser";
import { api } from "./support/server";
import { soon } from "./support/soon";
import { type World, world } from "./support/world";

const TAG = `many-${process.pid}`;
let desk: World;
let page: Page;
let heard: string[];
let numbers: number[];

type Ticket = { number: number; tags: string[]; status: string; assignee_ids: string[]; deleted_at?: string };

beforeAll(async () => {
  desk = await world();
  const requester = { name: "Dana Cohen", email: "dana.cohen@acme.example" };
  const make = (at: number) =>
    api<Ticket>("POST", "/tickets", { subject: `One of many ${at}`, requester, tags: [TAG], priority: "low" });
  numbers = [];
  for (const at of [1, 2, 3, 4, 5, 6]) numbers.push((await make(at)).number);
  page = await signedIn(desk.dana.email, { width: 1440, height: 900 });
  heard = complaints(page);
  await page.goto(`/tickets?tag=${TAG}`);
  await page.getByText("One of many 1").waitFor();
});
afterAll(async () => {
  expect(heard).toEqual([]);
  await closeBrowser();
});

const bar = () => page.getByRole("region", { name: "What is done to the selected tickets" });
const row = (at: number) => page.getByRole("row", { name: new RegExp(`One of many ${at}`) });
const selected = () => page.locator('[role="row"][aria-selected="true"]').count();
const all = () => Promise.all(numbers.map((number) => api<Ticket>("GET", `/tickets/${number}`)));

test("x and j select by keys, s sets the status without the mouse", async () => {
  for (const key of ["j", "x", "j", "x"]) await page.keyboard.press(key);
  await soon(selected).toBe(2);
  await bar().getByText("2 selected").waitFor();
  await page.keyboard.press("s");
  await page.getByRole("option", { name: "In progress" }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await bar().getByText("2 tickets changed").waitFor();
  await soon(async () => (await all()).filter((one) => one.status === "in_progress").length).toBe(2);
  await bar().getByRole("button", { name: "Undo" }).click();
  await bar().getByText("2 tickets put back").waitFor();
  await soon(async () => (await all()).filter((one) => one.status === "in_progress").length).toBe(0);
  await bar().getByRole("button", { name: "Close" }).click();
  await bar().waitFor({ state: "detached" });
});

test("clicks select, with shift a range; Escape lets the menu go first, then the selection", async () => {
  await row(6).getByRole("checkbox").click();
  await row(3)
    .getByRole("checkbox")
    .click({ modifiers: ["Shift"] });
  await soon(selected).toBe(4);
  await page.keyboard.press("a");
  const search = page.getByRole("textbox", { name: "Search" }).or(page.getByRole("listbox", { name: "Assign" }));
  await search.first().waitFor();
  await page.keyboard.press("Escape");
  await search.first().waitFor({ state: "hidden" });
  expect(await selected()).toBe(4);
  await page.keyboard.press("Escape");
  await soon(selected).toBe(0);
});

test("all that match are given to somebody, tagged with a new word, and it shows after a reload", async () => {
  await page.getByRole("checkbox", { name: "Select all that match" }).click();
  await bar().getByText(`${numbers.length} selected`).waitFor();
  await bar().getByRole("button", { name: "Assign" }).click();
  await page.getByRole("option", { name: "יעל כהן" }).click();
  await bar().getByText(`${numbers.length} tickets changed`).waitFor();
  expect((await all()).every((one) => one.assignee_ids[0] === desk.yael.id)).toBe(true);
  await page.getByRole("checkbox", { name: "Select all that match" }).click();
  await bar().getByRole("button", { name: "Add tag" }).click();
  await page.keyboard.type("חדש – جديد");
  await page.getByRole("option", { name: "Add “חדש – جديد”" }).click();
  await bar().getByText(`${numbers.length} tickets changed`).waitFor();
  expect((await all()).every((one) => one.tags.includes("חדש – جديد"))).toBe(true);
  await page.reload();
  await soon(() => row(2).textContent()).toContain("יעל כהן");
});

test("what is refused is told ticket by ticket, with a link; what was done before can be looked up", async () => {
  const [gone] = numbers as [number];
  const other = numbers.at(-1);
  await page.getByRole("checkbox", { name: "Select all that match" }).waitFor();
  await row(1).getByRole("checkbox").click();
  await row(6).getByRole("checkbox").click();
  await api("DELETE", `/tickets/${gone}`);
  await bar().getByRole("button", { name: "Status" }).click();
  await page.getByRole("option", { name: "Pending" }).click();
  await bar().getByText("1 ticket changed").waitFor();
  await bar().getByRole("button", { name: "1 refused: why?" }).click();
  const why = page.getByRole("dialog", { name: "Not done with these tickets" });
  await why.getByRole("listitem").first().waitFor();
  expect(await why.getByRole("listitem").textContent()).toContain(`#${gone}`);
  await page.keyboard.press("Escape");
  await why.waitFor({ state: "detached" });
  expect((await api<Ticket>("GET", `/tickets/${other}`)).status).toBe("pending");
  await api("POST", `/tickets/${gone}/restore`);
  await bar().getByRole("button", { name: "Close" }).click();
  await page.getByRole("main").getByRole("button", { name: "More" }).first().click();
  await page.getByRole("menuitem", { name: "Done to many tickets before…" }).click();
  const before = page.getByRole("dialog", { name: "Done to many tickets before…" });
  await before.getByRole("listitem").first().getByRole("button", { name: "Undo" }).click();
  await bar().getByText("1 ticket put back").waitFor();
  await soon(async () => (await api<Ticket>("GET", `/tickets/${other}`)).status).toBe("open");
});

test("deleted at once, and back by the same bar", async () => {
  await bar().getByRole("button", { name: "Close" }).click();
  await row(2).getByRole("checkbox").click();
  await bar().getByRole("button", { name: "Delete" }).click();
  await bar().getByText("1 ticket changed").waitFor();
  await row(2).getByText("no longer belongs here").waitFor({ state: "attached" });
  await bar().getByRole("button", { name: "Undo" }).click();
  await bar().getByText("1 ticket put back").waitFor();
  await row(2).getByText("no longer belongs here").waitFor({ state: "detached" });
});
