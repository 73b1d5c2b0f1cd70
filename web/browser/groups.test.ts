/** A list in groups: headings with counts, folded and unfolded, walked through by keys, kept by views, in step with what happens. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeBrowser, complaints, signedIn } from "./support/browser";
import { faults } from "./support/faults";
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

type Counts = { groups: { id: string | null; key: string | null; count: number }[] };
const list = () => page.getByRole("table");
const heading = (name: string) => list().getByRole("button", { name: new RegExp(`^${name} ?\\d`) });
const opensAsRow = () => page.evaluate(() => document.activeElement?.closest("[data-row]")?.getAttribute("data-row"));

async function count(by: string, id: string): Promise<number> {
  const { groups } = await api<Counts>("GET", `/tickets/counts?view=all_open&group_by=${by}`);
  return groups.find((group) => (group.key ?? group.id) === id)?.count ?? 0;
}

/** The group under which each row stands, from above. */
const standing = () =>
  list().evaluate((table) => {
    let group = "";
    const rows = [...table.querySelectorAll<HTMLElement>("[data-group], [data-row]")];
    const at = (row: HTMLElement) => Number(row.closest("[role=row]")?.getAttribute("aria-rowindex"));
    rows.sort((a, b) => at(a) - at(b));
    return rows.flatMap((row) => {
      if (row.dataset.group !== undefined) group = row.dataset.group;
      return row.dataset.row === undefined ? [] : [[row.dataset.row, group] as const];
    });
  });

/** All of them, once each group has told of its own; drawn at once where the list is not much longer than the page. */
async function wholly(by: string): Promise<(readonly [string, string])[]> {
  const answered = await page.request.get(`/api/v1/tickets/counts?view=all_open&group_by=${by}`);
  const { groups } = (await answered.json()) as Counts;
  const many = groups.reduce((sum, group) => sum + group.count, 0);
  await soon(async () => (await standing()).length, `tickets by ${by}`).toBe(many);
  return standing();
}

test("a view's groups are shown, each ticket under its own", async () => {
  const made = await page.request.post("/api/v1/views", {
    headers: { "X-Docket-CSRF": "1", "Sec-Fetch-Site": "same-origin" },
    data: { name: "By department", scope: { type: "private" }, group_by: "department", sort: "subject" },
  });
  const view = (await made.json()) as { id: string };
  await page.goto(`/tickets?view=${view.id}`);
  await heading("Billing").waitFor();
  await soon(() => heading("Billing").textContent()).toContain(
    String(await count("department", desk.departments.billing)),
  );
  const rows = await wholly("department");
  expect(rows.length).toBeGreaterThan(5);
  const subjects: string[] = [];
  for (const [id, group] of rows) {
    const ticket = await api<{ department_id: string | null; subject: string }>("GET", `/tickets/${id}`);
    expect(ticket.department_id ?? "").toBe(group);
    if (group === rows[0]?.[1]) subjects.push(ticket.subject.toLowerCase());
  }
  const order = await api<{ items: { id: string }[] }>(
    "GET",
    `/tickets?view=all_open&department=${rows[0]?.[1]}&sort=subject&limit=200`,
  );
  const within = rows.filter(([, group]) => group === rows[0]?.[1]).map(([id]) => id);
  expect(within).toEqual(order.items.map(({ id }) => id).slice(0, within.length));
});

test("a group is folded by the keyboard, and stays so", async () => {
  const before = (await wholly("department")).length;
  const billing = await count("department", desk.departments.billing);
  await heading("Billing").press("Enter");
  await soon(() => heading("Billing").getAttribute("aria-expanded")).toBe("false");
  await soon(async () => (await standing()).some(([, group]) => group === desk.departments.billing)).toBe(false);
  await page.reload();
  await heading("Billing").waitFor();
  expect(await heading("Billing").getAttribute("aria-expanded")).toBe("false");
  await heading("Billing").click();
  await soon(async () => (await standing()).filter(([, group]) => group === desk.departments.billing).length).toBe(
    billing,
  );
  await soon(async () => (await standing()).length).toBe(before);
});

test("j and k pass headings by, and stay on the row that one came to", async () => {
  await page.goto("/tickets?view=all_open&group=assignee");
  const rows = await wholly("assignee");
  const change = rows.findIndex(([, group]) => group !== rows[0]?.[1]);
  expect(change).toBeGreaterThan(0);
  for (let step = 0; step <= change; step += 1) {
    await page.keyboard.press("j");
    await soon(opensAsRow).toBe(rows[step]?.[0]);
  }
  await page.keyboard.press("k");
  await soon(opensAsRow).toBe(rows[change - 1]?.[0]);
  expect(await page.locator("[data-row][data-current]").count()).toBe(1);
});

test("a ticket that comes into another group is marked where it was, and counted where it is", async () => {
  await page.goto("/tickets?view=all_open&group=status");
  const [id] = (await wholly("status")).find(([, group]) => group === "open") as readonly [string, string];
  const open = await count("status", "open");
  await api("PUT", `/tickets/${id}/status`, { status: "pending" });
  await page.locator(`[data-row="${id}"][data-mark="gone"]`).waitFor();
  await soon(() => heading("Open").textContent()).toContain(String(open - 1));
  await page
    .getByRole("button", { name: /^\d+ new$/ })
    .first()
    .click();
  await soon(async () => (await standing()).find(([row]) => row === id)?.[1]).toBe("pending");
});

test("a group is chosen beside the columns, and kept with the view", async () => {
  await page.goto("/tickets?view=all_open");
  await list().getByRole("link").first().waitFor();
  expect(await page.locator("[data-group]").count()).toBe(0);
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("combobox", { name: "Group by" }).selectOption("priority");
  await soon(() => new URL(page.url()).searchParams.get("group")).toBe("priority");
  await page.keyboard.press("Escape");
  const names = page.locator("[data-group]");
  await soon(() => names.first().getAttribute("data-group")).toBe("urgent");
  await page.getByRole("main").getByRole("button", { name: "More" }).first().click();
  await page.getByRole("menuitem", { name: "Save as a view…" }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: "Name in English" }).fill("By urgency");
  await page.keyboard.press("Enter");
  await soon(async () => {
    const answered = await page.request.get("/api/v1/views?limit=200");
    const { items } = (await answered.json()) as { items: { name: string; group_by: string | null }[] };
    return items.find((view) => view.name === "By urgency")?.group_by;
  }).toBe("priority");
});

test.each([
  ["en", false],
  ["ar", true],
] as const)("a list in groups has no faults: %s, dark %s", async (language, dark) => {
  const who = language === "ar" ? desk.sara : desk.dana;
  const other = await signedIn(who.email, { width: 1440, height: 900, language, dark });
  await other.goto("/tickets?view=all_open&group=department");
  await other.locator("[data-row]").first().waitFor();
  expect(await faults(other)).toEqual([]);
  await other.setViewportSize({ width: 390, height: 800 });
  await other.locator("[data-group]").first().click();
  expect(await faults(other)).toEqual([]);
  await other.context().close();
});
