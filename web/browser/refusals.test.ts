/** What the server refuses is said in the reader's language, beside its part or in a toast. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeBrowser, type Language, signedIn } from "./support/browser";
import { words } from "./support/words";
import { type World, world } from "./support/world";

let desk: World;
beforeAll(async () => {
  desk = await world();
});
afterAll(closeBrowser);

/** Text without the marks that keep its values apart. */
const heard = async (page: Page) =>
  (await page.getByRole("alert").allTextContents()).join(" ").replace(/[\u2068\u2069]/g, "");

async function formIsRefused(page: Page, w: ReturnType<typeof words>): Promise<string> {
  await page.goto("/settings/departments/new");
  await page.getByRole("button", { name: w("common_save"), exact: true }).click();
  const name = page.getByRole("textbox", { name: w("common_name"), exact: true });
  await expect.poll(() => name.getAttribute("aria-invalid")).toBe("true");
  const described = (await name.getAttribute("aria-describedby")) ?? "";
  const texts = described.split(" ").filter((id) => id !== "");
  return (await Promise.all(texts.map((id) => page.locator(`[id="${id}"]`).textContent()))).join(" ");
}

async function retiringIsRefused(page: Page, w: ReturnType<typeof words>): Promise<string> {
  const name = { en: "Support", ar: "الدعم", he: "תמיכה" }[
    (await page.locator("html").getAttribute("lang")) as Language
  ];
  await page.goto("/settings/departments");
  await page.getByRole("button", { name: w("settings_list_more", { name }) }).click();
  await page.getByRole("menuitem", { name: w("settings_customer_retire") }).click();
  await expect.poll(() => heard(page)).toContain(w("settings_list_not_retired", { name }));
  return heard(page);
}

test.each<Language>(["ar", "he"])("a field and a conflict are told in %s", async (language) => {
  const page = await signedIn(desk.admin.email, { language });
  const w = words(language);
  expect(await formIsRefused(page, w)).toContain(w("refusal_required"));
  const [before, after] = w("refusal_retire_open", { n: "\n" }).split("\n");
  const told = await retiringIsRefused(page, w);
  expect(told).toContain(before);
  expect(told).toContain(after);
  expect(told).not.toMatch(/are open/);
  await page.context().close();
});

test("somebody who reads English reads what the server says, and loads no dictionary", async () => {
  const page = await signedIn(desk.admin.email);
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(request.url()));
  expect(await formIsRefused(page, words("en"))).toContain("is required");
  expect(await retiringIsRefused(page, words("en"))).toMatch(/\d+ are open; say with move_tickets_to/);
  expect(loaded.filter((url) => /dictionary/.test(url))).toEqual([]);
  await page.context().close();
});
