/** The way in, the shell and what is called up from anywhere. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeBrowser, complaints, opened, signedIn } from "./support/browser";
import { faults } from "./support/faults";
import { PASSWORD } from "./support/server";
import { soon } from "./support/soon";
import { type World, world } from "./support/world";

let desk: World;
beforeAll(async () => {
  desk = await world();
});
afterAll(closeBrowser);

test("a member signs in where they wanted to go", async () => {
  const context = await opened();
  const page = await context.newPage();
  await page.goto("/tickets/1");
  await page.getByLabel("E-mail address").fill(desk.dana.email);
  await page.getByRole("textbox", { name: "Password" }).fill("not this one at all");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").getByText("Address or password is wrong").waitFor();
  await page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("navigation", { name: "Navigation" }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/tickets/1");
  await context.close();
});

test("the shell speaks the language that one chooses, and turns round", async () => {
  const page = await signedIn(desk.dana.email);
  const heard = complaints(page);
  await page.goto("/");
  await page.getByRole("button", { name: /Dana Levi/ }).click();
  await page.getByRole("menuitem", { name: "العربية" }).click();
  await page.getByRole("navigation", { name: "التنقّل" }).waitFor();
  expect(await page.locator("html").getAttribute("dir")).toBe("rtl");
  const navigation = await page.getByRole("navigation", { name: "التنقّل" }).boundingBox();
  expect(navigation?.x).toBeGreaterThan(640);
  expect(heard).toEqual([]);
  await page.context().close();
});

test("the palette finds a ticket by its number and opens it", async () => {
  const page = await signedIn(desk.dana.email);
  await page.goto("/");
  await page.getByRole("navigation", { name: "Navigation" }).waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Search and commands" }).fill("1");
  await page
    .getByRole("option", { name: /Invoice 2231/ })
    .first()
    .waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/tickets\/\d+/);
  await page.context().close();
});

test("what opens at a press is there before one presses, and nothing is waited for then", async () => {
  const page = await signedIn(desk.dana.email);
  const parts: string[] = [];
  page.on("requestfinished", (request) => {
    const name = new URL(request.url()).pathname;
    if (name.endsWith(".js")) parts.push(name);
  });
  await page.goto("/tickets?view=all_open");
  for (const part of ["Palette", "MeMenu", "OpenedBell"])
    await soon(() => parts.some((name) => name.includes(`/${part}-`)), part).toBe(true);
  // nothing of them comes any more, as where the connection is gone
  await page.route(/\.js$/, (route) => route.abort());
  await page.getByRole("button", { name: /Dana Levi/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /notification/i }).click();
  await page.getByRole("region", { name: "Notifications" }).waitFor();
  await page.context().close();
});

test("the keyboard map shows what keys do, also on a Hebrew keyboard", async () => {
  const page = await signedIn(desk.yael.email, { language: "he" });
  await page.goto("/");
  await page.getByRole("navigation", { name: "ניווט" }).waitFor();
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "מקלדת" }).getByText("פנייה חדשה").first().waitFor();
  await page.context().close();
});

test("views are put in another order by keys and by dragging, and stay so", async () => {
  const page = await signedIn(desk.dana.email, { width: 1280, height: 900 });
  const heard = complaints(page);
  await page.goto("/tickets?view=all_open");
  const views = page.getByRole("region", { name: "Views" }).getByRole("link");
  const names = () => views.locator("[aria-hidden] + *").allTextContents();
  await soon(async () => (await names()).length).toBeGreaterThan(4);
  const [first, second, third, ...rest] = await names();
  await views.nth(1).focus();
  await page.keyboard.press("Alt+ArrowUp");
  await soon(names).toEqual([second, first, third, ...rest]);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain(second);
  await page.keyboard.press("Alt+ArrowUp");
  expect(await names()).toEqual([second, first, third, ...rest]);
  await views.nth(0).dragTo(views.nth(2));
  await soon(names).toEqual([first, third, second, ...rest]);
  expect(new URL(page.url()).searchParams.get("view")).toBe("all_open");
  await page.reload();
  await soon(names).toEqual([first, third, second, ...rest]);
  expect(heard).toEqual([]);
  await page.context().close();
});

test.each([
  ["en", "The console could not be loaded.", "Load again"],
  ["ar", "تعذّر تحميل لوحة التحكم.", "إعادة التحميل"],
] as const)("a console that does not come says so, and is loaded again: %s", async (language, said, button) => {
  const page = await signedIn(desk.dana.email, { language });
  await page.route("**/assets/begin-*", (route) => route.abort());
  await page.goto("/tickets?view=all_open");
  await page.getByRole("heading", { name: said }).waitFor();
  expect(await page.locator("html").getAttribute("dir")).toBe(language === "ar" ? "rtl" : "ltr");
  expect(await faults(page)).toEqual([]);
  await page.unroute("**/assets/begin-*");
  await page.getByRole("button", { name: button }).click();
  await page.getByRole("navigation").getByRole("link").first().waitFor();
  await page.context().close();
});

test("an address that says no moment shows the list as it is now", async () => {
  const page = await signedIn(desk.dana.email);
  const heard = complaints(page);
  await page.goto("/tickets?view=all_open&as_of=yesterday-or-so");
  await page.getByRole("row").getByRole("link").first().waitFor();
  expect(await page.getByText("Back to now").count()).toBe(0);
  await page.goto("/tickets/1?as_of=yesterday-or-so");
  await page.getByRole("region", { name: "Ticket 1" }).waitFor();
  expect(await page.getByText("Back to now").count()).toBe(0);
  expect(heard).toEqual([]);
  await page.context().close();
});
