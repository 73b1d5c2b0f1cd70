/** Filters, views and columns as people build them: each shows what it says, keeps it, and has an address. */
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
  await aFloor();
  page = await signedIn(desk.dana.email, { width: 1440, height: 900 });
  heard = complaints(page);
});
afterAll(async () => {
  expect(heard).toEqual([]);
  await closeBrowser();
});

const FLOORS = ["Ground floor", "First floor"];

/** A field of the organisation's own, and two tickets that have it. */
async function aFloor(): Promise<void> {
  const fields = await api<{ items: { key: string }[] }>("GET", "/fields");
  if (fields.items.some((field) => field.key === "floor")) return;
  await api("POST", "/fields", {
    key: "floor",
    name: "Floor",
    names: { ar: "الطابق", he: "קומה" },
    kind: { type: "choice", choices: FLOORS.map((name, at) => ({ key: `f${at}`, name })) },
  });
  for (const floor of ["f0", "f1"]) {
    const requester = { name: "Dana Cohen", email: "dana.cohen@acme.example" };
    await api("POST", "/tickets", { subject: `The lift stands still on ${floor}`, requester, fields: { floor } });
  }
}

const dialog = () => page.getByRole("dialog", { name: "Which tickets?" });

async function chosen(at: number, label: string, option: string): Promise<void> {
  await dialog().getByRole("combobox", { name: label }).nth(at).click();
  await page.getByRole("option", { name: option, exact: true }).locator("visible=true").click();
}

/** The place in the list of conditions, what it asks about, how, and for what. */
async function asks(at: number, what: string, how?: string): Promise<void> {
  await chosen(at, "What is asked about", what);
  if (how) await chosen(at, "How it is compared", how);
}

async function total(condition: unknown): Promise<number> {
  const address = `/tickets/counts?condition=${encodeURIComponent(JSON.stringify(condition))}`;
  return (await api<{ total: number }>("GET", address)).total;
}

const subjects = () => page.getByRole("row").getByRole("link");

test("conditions of many kinds, groups within groups: shown, counted, kept in the address", async () => {
  await page.goto("/tickets");
  await page.getByRole("row").nth(2).waitFor();
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await asks(0, "Created", "in the last");
  await dialog().getByRole("textbox", { name: "How many" }).fill("3");
  await dialog().getByRole("button", { name: "Add group" }).click();
  await asks(1, "Floor", "is any of");
  await dialog().getByRole("combobox", { name: "Value" }).last().click();
  await page.getByRole("option", { name: "First floor" }).click();
  await page.keyboard.press("Escape");
  await dialog().waitFor();
  await dialog().getByRole("button", { name: "Add condition" }).first().click();
  await asks(2, "Subject", "contains");
  await dialog().getByRole("textbox", { name: "Value" }).last().fill("الطابعة");
  const condition = {
    all: [
      { path: "created_at", op: "in_last", value: "3d" },
      {
        any: [
          { path: "fields.floor", op: "in", value: ["f1"] },
          { path: "subject", op: "contains", value: "الطابعة" },
        ],
      },
    ],
  };
  const count = await total(condition);
  await dialog().getByText(`Shows ${count} tickets`).waitFor();
  await dialog().getByRole("button", { name: "Apply" }).click();
  await dialog().waitFor({ state: "detached" });
  await soon(() => subjects().count()).toBe(count);
  expect(JSON.parse(new URL(page.url()).searchParams.get("condition") ?? "")).toEqual(condition);
  await page.reload();
  await soon(() => subjects().count()).toBe(count);
});

test("a chip for each filter: pressed it opens, its cross takes it away, Back brings it back", async () => {
  const chips = page.getByRole("list", { name: "Filters" });
  await page.getByRole("button", { name: "Priority" }).first().click();
  await page.getByRole("option", { name: "High" }).click();
  await page.keyboard.press("Escape");
  await chips.getByText("Priority: High").waitFor();
  const said = "Created in the last 3 days and (Floor is any of First floor or Subject contains الطابعة)";
  await chips.getByRole("button", { name: `Own conditions: ${said}` }).click();
  await soon(() => dialog().getByRole("combobox", { name: "What is asked about" }).count()).toBe(3);
  await page.keyboard.press("Escape");
  await dialog().waitFor({ state: "detached" });
  await chips.getByRole("button", { name: "Remove filter: Own conditions" }).click();
  await soon(() => new URL(page.url()).searchParams.has("condition")).toBe(false);
  const shared = page.url();
  await page.getByText("Cannot sign in after password reset").first().waitFor();
  await page.goBack();
  await chips.getByText("Own conditions").waitFor();
  const other = await signedIn(desk.yael.email, { language: "he" });
  await other.goto(shared);
  await other.getByText("Cannot sign in after password reset").first().waitFor();
  expect(await other.getByRole("row").count()).toBe((await total({ path: "priority", op: "eq", value: "high" })) + 1);
  await other.context().close();
});
