/** Views that people keep: named, shared, with their order and columns, counted live on the side, changed and deleted. */
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
  page = await signedIn(desk.dana.email, { width: 1440, height: 900 });
  heard = complaints(page);
});
afterAll(async () => {
  expect(heard).toEqual([]);
  await closeBrowser();
});

type View = { id: string; name: string; sort?: string; columns?: string[]; scope: { type: string } };
/** As she has them: nobody else sees those that she keeps for herself. */
async function views(): Promise<View[]> {
  const answered = await page.request.get("/api/v1/views?limit=200");
  return ((await answered.json()) as { items: View[] }).items;
}
/** The subject that comes first in an order, whatever other tests have left there. */
async function firstBy(sort: string): Promise<string | undefined> {
  const page = await api<{ items: { subject: string }[] }>("GET", `/tickets?view=all_open&sort=${sort}&limit=1`);
  return page.items[0]?.subject;
}
const side = (of = page) => of.getByRole("navigation", { name: "Navigation" });
const head = (name: string) => page.getByRole("columnheader", { name, exact: true });
const dialog = (name: string) => page.getByRole("dialog", { name });
const told = (text: string | RegExp) => page.getByRole("alert").getByText(text);

async function more(item: string): Promise<void> {
  await page.getByRole("main").getByRole("button", { name: "More" }).first().click();
  await page.getByRole("menuitem", { name: item }).click();
}

const heads = () =>
  page.getByRole("columnheader").evaluateAll((all) => all.map((one) => one.textContent).filter(Boolean));

test("columns are sorted by, moved, added, and stay so", async () => {
  await page.goto("/tickets?view=all_open");
  await head("Subject").getByRole("button").click();
  await soon(() => head("Subject").getAttribute("aria-sort")).toBe("ascending");
  expect(new URL(page.url()).searchParams.get("sort")).toBe("subject");
  const subjects = page.getByRole("row").getByRole("link");
  await soon(() => subjects.first().textContent()).toBe(await firstBy("subject"));
  await head("Subject").getByRole("button").click();
  await soon(() => subjects.first().textContent()).toBe(await firstBy("-subject"));
  await page.getByRole("button", { name: "Columns" }).click();
  const columns = page.getByRole("dialog", { name: "Columns" });
  await columns.getByRole("checkbox", { name: "Tags" }).click();
  await columns.getByRole("checkbox", { name: "Due", exact: true }).click();
  await columns.getByRole("button", { name: "Move “Number” earlier" }).click();
  await soon(heads).toEqual([
    ...["Number", "Status", "Subject", "Requester", "Assignees", "Department", "Priority", "Updated", "Tags"],
  ]);
  await page.keyboard.press("Escape");
  await columns.waitFor({ state: "detached" });
  await soon(() => page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Columns");
  await page.reload();
  await soon(heads).toContain("Tags");
});

test("what is shown becomes a view, with its order, columns and a count that follows", async () => {
  await page.getByRole("button", { name: "Status" }).first().click();
  await page.getByRole("option", { name: "Pending" }).click();
  await page.keyboard.press("Escape");
  await page.getByText("No tickets here").waitFor();
  await more("Save as a view…");
  const saving = dialog("Save as a view…");
  await saving.getByRole("textbox", { name: "Name in English" }).fill("Waiting for others");
  await saving.getByRole("textbox", { name: "Name in العربية" }).fill("بانتظار الآخرين");
  await page.keyboard.press("Enter");
  await told("Saved: Waiting for others").waitFor();
  const link = side().getByRole("link", { name: /^Waiting for others/ });
  await soon(() => link.textContent()).toMatch(/0 tickets$/);
  const saved = (await views()).find((view) => view.name === "Waiting for others");
  expect(saved).toMatchObject({ sort: "-subject", scope: { type: "private" } });
  expect(saved?.columns?.[0]).toBe("number");
  await page.getByText("All done. New tickets").waitFor();
  await api("PUT", "/tickets/2/status", { status: "pending" });
  await soon(() => link.textContent()).toMatch(/1 ticket$/);
  await page.getByRole("button", { name: "1 new" }).click();
  await page.getByRole("link", { name: "The printer on floor 3" }).waitFor();
  await page.reload();
  await soon(heads).toContain("Tags");
  await api("PUT", "/tickets/2/status", { status: "open" });
  await soon(() => link.textContent()).toMatch(/0 tickets$/);
});

test("a view is renamed and shared: others find it by its name in their language", async () => {
  await more("Rename, share…");
  const sharing = dialog("Rename, share…");
  await sharing.getByRole("textbox", { name: "Name in English" }).fill("Parked");
  await sharing.getByRole("radio", { name: "Everybody" }).click();
  await sharing.getByRole("button", { name: "Save" }).click();
  await told("Changed: Parked").waitFor();
  await side()
    .getByRole("link", { name: /^Parked/ })
    .waitFor();
  const sara = await signedIn(desk.sara.email, { language: "ar" });
  await sara.goto("/tickets?view=all_open");
  const found = sara.getByRole("navigation").getByRole("link", { name: /^بانتظار الآخرين/ });
  await found.waitFor();
  await more("Rename, share…");
  await sharing.getByRole("radio", { name: "Departments" }).click();
  await sharing.getByRole("combobox", { name: "Department" }).press("ArrowDown");
  await page.getByRole("option", { name: "Billing" }).click();
  await page.keyboard.press("Escape");
  await sharing.getByRole("button", { name: "Save" }).click();
  await sharing.waitFor({ state: "detached" });
  expect((await views()).find((view) => view.name === "Parked")?.scope.type).toBe("department");
  await sara.context().close();
});

test("a view takes over what was changed in it, is deleted, and comes back", async () => {
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("dialog", { name: "Columns" }).getByRole("checkbox", { name: "Priority" }).click();
  await page.keyboard.press("Escape");
  await more("Save the changes to the view");
  await told("Changed: Parked").first().waitFor();
  const columns = async () => (await views()).find((view) => view.name === "Parked")?.columns;
  await soon(columns).not.toContain("priority");
  const link = side().getByRole("link", { name: /^Parked/ });
  await more("Delete the view");
  await told("Deleted: Parked").waitFor();
  await link.waitFor({ state: "detached" });
  expect(await columns()).toBeUndefined();
  await page.getByRole("alert").filter({ hasText: "Deleted" }).getByRole("button", { name: "Undo" }).click();
  await link.waitFor();
  await soon(columns).toContain("tags");
  await soon(heads).toContain("Tags");
});
