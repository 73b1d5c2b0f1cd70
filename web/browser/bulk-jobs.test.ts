/** A job over hundreds of tickets: how far it is, cancelled half-way, by macro, taken back in part, looked up. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeBrowser, complaints, signedIn } from "./support/browser";
import { faults } from "./support/faults";
import { held } from "./support/held";
import { api } from "./support/server";
import { soon } from "./support/soon";
import { words } from "./support/words";
import { type World, world } from "./support/world";

/** A job goes in parts of 250; cancelled after the first, it leaves most of them alone. */
const CROWD = 1_400;
const PART = 250;
const WRITTEN = CROWD.toLocaleString("en");
const AT_ONCE = 12;
let desk: World;
let page: Page;
let heard: string[];
let few: { id: string; number: number }[];

const aTicket = (tag: string, at: number) =>
  api<{ id: string; number: number }>("POST", "/tickets", { subject: `${tag} ${at}`, tags: [tag], priority: "low" });

beforeAll(async () => {
  desk = await world();
  const left = Array.from({ length: CROWD }, (_, at) => at);
  const make = async () => {
    for (let at = left.pop(); at !== undefined; at = left.pop()) await aTicket("crowd", at);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, make));
  few = await Promise.all([1, 2, 3].map((at) => aTicket("few", at)));
  const actions = [
    { type: "set_priority", priority: "high" },
    { type: "add_tags", tags: ["outage"] },
  ];
  await api("POST", "/macros", { name: "Part of the outage", actions, scope: { type: "all" } });
  page = await signedIn(desk.dana.email, { width: 1440, height: 900 });
  heard = complaints(page);
});
afterAll(async () => {
  expect(heard).toEqual([]);
  await closeBrowser();
});

const bar = () => page.getByRole("region", { name: "What is done to the selected tickets" });
const selectAll = () => page.getByRole("checkbox", { name: "Select all that match" }).click();
const count = async (filter: string) => (await api<{ total: number }>("GET", `/tickets/counts?${filter}`)).total;
const told = async () =>
  Number(/[\d,]+/.exec((await bar().getByRole("status").textContent()) ?? "")?.[0].replace(",", ""));

async function before(): Promise<void> {
  await page.getByRole("main").getByRole("button", { name: "More" }).first().click();
  await page.getByRole("menuitem", { name: "Done to many tickets before…" }).click();
}

test("a job tells how far it is, is cancelled on its way, and what it had done is taken back", async () => {
  await page.goto("/tickets?tag=crowd");
  await page
    .getByText(/^crowd \d+$/)
    .first()
    .waitFor();
  await selectAll();
  await bar().getByText(`${WRITTEN} selected`).waitFor();
  const worker = await held("bulk");
  await bar().getByRole("button", { name: "Priority" }).click();
  await page.getByRole("option", { name: "Urgent" }).click();
  await bar().getByText(`0 of ${WRITTEN} done`).waitFor();
  await worker.step();
  const running = bar().getByText(new RegExp(String.raw`^[1-9][\d,]* of ${WRITTEN} done$`));
  await Promise.all([running.waitFor(), bar().getByRole("progressbar").waitFor()]);
  await bar().getByRole("button", { name: "Cancel" }).click();
  await bar().getByRole("button", { name: "Cancel" }).waitFor({ state: "detached" });
  await worker.release();
  await bar()
    .getByText(/^Cancelled; /)
    .waitFor();
  const changed = await told();
  expect(changed % PART).toBe(0);
  expect(changed).toBeGreaterThan(0);
  expect(changed).toBeLessThan(CROWD);
  await soon(() => count("tag=crowd&priority=urgent")).toBe(changed);
  await before();
  const jobs = page.getByRole("dialog", { name: "Done to many tickets before…" });
  await jobs
    .getByRole("listitem")
    .first()
    .getByText(/Cancelled; /)
    .waitFor();
  await page.keyboard.press("Escape");
  await bar().getByRole("button", { name: "Undo" }).click();
  await bar()
    .getByText(/tickets? put back$/)
    .waitFor();
  expect(await told()).toBe(changed);
  await soon(() => count("tag=crowd&priority=urgent")).toBe(0);
  await bar().getByRole("button", { name: "Close" }).click();
});

test("a macro is applied to many; what changed meanwhile stays when it is taken back, and that is told", async () => {
  await page.goto("/tickets?tag=few");
  await page.getByText("few 1").waitFor();
  await selectAll();
  await bar().getByRole("button", { name: "Macro" }).click();
  await page.getByRole("option", { name: "Part of the outage" }).click();
  await bar().getByText("3 tickets changed").waitFor();
  await soon(() => count("tag=few,outage&priority=high")).toBe(3);
  const [first] = few as [{ id: string; number: number }];
  await api("PATCH", `/tickets/${first.id}`, { priority: "urgent" });
  await bar().getByRole("button", { name: "Undo" }).click();
  await bar().getByText("3 tickets put back").waitFor();
  await bar().getByRole("button", { name: "1 only in part: why?" }).click();
  const why = page.getByRole("dialog", { name: "Not done with these tickets" });
  await why.getByRole("listitem").getByText("Only in part").waitFor();
  expect(await why.getByRole("listitem").textContent()).toMatch(/Only in part.+\w{4}/);
  await page.keyboard.press("Escape");
  await soon(() => count("tag=outage")).toBe(0);
  await soon(() => count("tag=few&priority=urgent")).toBe(1);
  await soon(() => count("tag=few&priority=low")).toBe(2);
  await bar().getByRole("button", { name: "Close" }).click();
});

test.each([
  ["en", false],
  ["ar", true],
] as const)("the bar and all that opens from it keep nobody out: %s, dark %s", async (language, dark) => {
  const w = words(language);
  const other = await signedIn(desk.dana.email, { width: 1440, height: 900, language, dark });
  await other.goto("/tickets?tag=few");
  await other.getByRole("row").filter({ hasText: "few 2" }).getByRole("checkbox").click();
  const region = other.getByRole("region", { name: w("list_bulk") });
  await region.waitFor();
  expect(await faults(other)).toEqual([]);
  const menus = ["common_status", "common_priority", "list_assign", "common_department", "list_tag_add", "list_macro"];
  for (const menu of menus) {
    await region.getByRole("button", { name: w(menu), exact: true }).click();
    await other.getByRole("listbox").locator("visible=true").first().waitFor();
    expect(await faults(other, '[role="listbox"]'), menu).toEqual([]);
    await other.keyboard.press("Escape");
    await other.getByRole("listbox").locator("visible=true").first().waitFor({ state: "detached" });
  }
  await region.getByRole("button", { name: w("common_priority"), exact: true }).click();
  await other.getByRole("option").locator("visible=true").last().click();
  await region.getByRole("button", { name: w("common_undo") }).waitFor();
  // the bar alone at first, since looking at the whole page may take longer than it stands there
  expect(await faults(other, "[data-job]")).toEqual([]);
  await region.getByRole("button", { name: w("common_undo") }).click();
  await soon(() => count("tag=few&priority=low")).toBe(2);
  expect(await faults(other)).toEqual([]);
  await other.context().close();
});
