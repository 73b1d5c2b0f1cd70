/** The first start of an installation: from the printed link to the tickets, and what it leaves behind. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeBrowser, complaints, LANGUAGES, opened } from "./support/browser";
import { type Installation, installation } from "./support/installation";
import { PASSWORD } from "./support/server";
import { words } from "./support/words";

const w = words("en");
const ADMINISTRATOR = "noa@example.org";
let fresh: Installation;
beforeAll(async () => {
  fresh = await installation();
});
afterAll(async () => {
  await closeBrowser();
  await fresh?.end();
});

const step = (page: Page, key: string) => page.getByRole("heading", { name: w(key), exact: true, level: 1 }).waitFor();
const button = (page: Page, key: string) => page.getByRole("button", { name: w(key), exact: true });

test("whoever installs it is led from the printed link to the tickets", async () => {
  const context = await opened({ server: fresh.url });
  const page = await context.newPage();
  const heard = complaints(page);
  await setsAPassword(page);
  await namesTheOrganisation(page);
  await choosesDepartments(page);
  await invitesPeople(page);
  await page.getByText("make demo").waitFor();
  await button(page, "settings_up_done").click();
  await page.waitForURL((url) => url.pathname === "/tickets");
  for (const name of ["Support", "Billing", "Bakery"]) {
    await page
      .getByRole("navigation", { name: w("shell_navigation") })
      .getByRole("link", { name })
      .waitFor();
  }
  // once was enough
  await page.goto("/");
  await page.waitForURL((url) => url.pathname === "/tickets");
  await page.getByRole("navigation", { name: w("shell_navigation") }).waitFor();
  // the address that was there already is told of by the browser too
  expect(heard.filter((one) => !/ 422 .*\/members$/.test(one))).toEqual([]);
  await context.close();
  await leftBehind();
});

async function setsAPassword(page: Page): Promise<void> {
  await page.goto(fresh.link);
  await page.getByLabel(w("shell_email")).fill(ADMINISTRATOR);
  await page.getByRole("textbox", { name: w("shell_new_password") }).fill(PASSWORD);
  await button(page, "shell_set_password").click();
  await page.getByRole("textbox", { name: w("shell_password"), exact: true }).fill(PASSWORD);
  await page.getByLabel(w("shell_email")).fill(ADMINISTRATOR);
  await button(page, "shell_sign_in").click();
  await page.waitForURL((url) => url.pathname === "/set-up");
}

async function namesTheOrganisation(page: Page): Promise<void> {
  await step(page, "settings_up_organisation");
  const name = page.getByRole("textbox", { name: w("settings_workspace_name") });
  expect(await name.inputValue()).toBe("");
  await name.fill("Olive Press");
  await page.getByRole("combobox", { name: w("settings_workspace_languages") }).press("ArrowDown");
  await page.getByRole("option").first().waitFor();
  const options = page.getByRole("option");
  for (const option of await options.all()) {
    if ((await option.getAttribute("aria-selected")) !== "true") await option.click();
  }
  await page.keyboard.press("Escape");
  await button(page, "settings_up_next").click();
  await step(page, "settings_up_departments");
}

/** Back and forth between the steps, and a reload in the middle: one goes on where one was. */
async function choosesDepartments(page: Page): Promise<void> {
  await button(page, "settings_up_organisation").click();
  await step(page, "settings_up_organisation");
  expect(await page.getByRole("textbox", { name: w("settings_workspace_name") }).inputValue()).toBe("Olive Press");
  await page
    .getByRole("list", { name: w("settings_up_steps") })
    .getByText(w("settings_up_departments"))
    .click();
  await step(page, "settings_up_departments");
  await page.reload();
  await step(page, "settings_up_departments");
  for (const name of ["Support", "Billing"]) await page.getByText(name, { exact: true }).click();
  await page.getByRole("combobox", { name: w("settings_up_departments_own") }).fill("Bakery");
  await button(page, "settings_up_next").click();
  await step(page, "settings_up_people");
}

async function invitesPeople(page: Page): Promise<void> {
  const name = (n: string) => page.getByLabel(w("settings_up_people_name", { n }));
  const email = (n: string) => page.getByLabel(w("settings_up_people_email", { n }));
  await name("1").fill("Yael Baker");
  await email("1").fill("yael@example.org");
  await name("2").fill("Somebody Else");
  await email("2").fill(ADMINISTRATOR); // there already
  await button(page, "settings_up_people_invite").click();
  await page.getByRole("alert").getByText(/./).waitFor();
  // whoever is in is off the list; the other is still to be put right
  expect(await name("1").inputValue()).toBe("Somebody Else");
  await email("1").fill("else@example.org");
  await button(page, "settings_up_people_invite").click();
  await step(page, "settings_up_demo");
}

async function leftBehind(): Promise<void> {
  type Named = { items: { name: string; names: Record<string, string>; email?: string }[] };
  const workspace = await fresh.api<{ name: string; languages: string[] }>("/workspace");
  expect(workspace.name).toBe("Olive Press");
  expect([...workspace.languages].sort()).toEqual(["ar", "en", "he"]);
  const departments = await fresh.api<Named>("/departments");
  expect(departments.items.map(({ name }) => name).sort()).toEqual(["Bakery", "Billing", "Support"]);
  expect(departments.items.find(({ name }) => name === "Support")?.names).toMatchObject({ ar: "الدعم", he: "תמיכה" });
  const members = await fresh.api<Named>("/members");
  expect(members.items.map(({ email }) => email).sort()).toEqual([
    "else@example.org",
    ADMINISTRATOR,
    "yael@example.org",
  ]);
}

test.each(LANGUAGES)("each step keeps nobody out, and can be left for later or skipped: %s", async (language) => {
  const said = words(language);
  const context = await opened({ language, dark: language !== "en", server: fresh.url });
  const page = await context.newPage();
  await context.request.post(`${fresh.url}/api/v1/session`, {
    data: { email: ADMINISTRATOR, password: PASSWORD },
    headers: { "X-Docket-CSRF": "1", "Sec-Fetch-Site": "same-origin" },
  });
  await page.goto("/settings");
  await page.getByRole("link", { name: said("settings_set_up_again") }).click();
  const on = ["settings_up_next", "settings_up_later", "settings_up_later"];
  for (const key of ["organisation", "departments", "people", "demo"]) {
    await page.getByRole("heading", { name: said(`settings_up_${key}`), level: 1 }).waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => `${key}: ${id}`)).toEqual([]);
    const next = on.shift();
    if (next) await page.getByRole("button", { name: said(next), exact: true }).click();
  }
  await page.getByRole("button", { name: said("settings_up_skip") }).click();
  await page.waitForURL((url) => url.pathname === "/tickets");
  await context.close();
});
