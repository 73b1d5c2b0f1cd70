/** One's own account: a second factor, sessions, passwords, letters, language and digits. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { codeOf, read } from "./support/authenticator";
import { closeBrowser, complaints, opened, signedIn } from "./support/browser";
import { linkTo } from "./support/letters";
import { api, type Member, member, PASSWORD } from "./support/server";
import { words } from "./support/words";

const w = words("en");
const ANOTHER = "five other words of mine";
let maya: Member;
let noor: Member;
beforeAll(async () => {
  const once = Date.now().toString(36); // a run may find members of the one before
  maya = await member("Maya Account", `maya.${once}@example.org`, { roles: ["manager"], language: "en" });
  noor = await member("نور الحساب", `noor.${once}@example.org`, { roles: ["member"], language: "ar" });
});
afterAll(closeBrowser);

const section = (page: Page, key: string) => page.getByRole("region", { name: w(key) });

async function mine(page: Page): Promise<void> {
  await page.goto("/settings/me");
  await section(page, "settings_sessions").getByText(w("settings_sessions_this")).waitFor();
}

async function entered(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel(w("shell_email")).fill(email);
  await page.getByRole("textbox", { name: w("shell_password") }).fill(password);
  await signIn(page);
}
const signIn = (page: Page) => page.getByRole("button", { name: w("shell_sign_in"), exact: true }).click();

async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: w("shell_me", { name: maya.name }) }).click();
  await page.getByRole("menuitem", { name: w("shell_sign_out") }).click();
  await page.getByLabel(w("shell_email")).waitFor();
}

test("a second factor is read off the screen, asked for, and replaced once by a recovery code", async () => {
  const page = await signedIn(maya.email, { dark: true });
  await mine(page);
  const totp = section(page, "settings_totp");
  await totp.getByRole("button", { name: w("settings_totp_begin") }).click();
  const picture = totp.getByRole("img", { name: w("settings_totp_picture") });
  await picture.waitFor();
  const address = await read(picture);
  const secret = new URL(address ?? "").searchParams.get("secret") ?? "";
  expect(await totp.locator("code").textContent()).toBe(secret);

  await totp.getByRole("textbox", { name: w("shell_totp") }).fill("000000");
  await totp.getByRole("button", { name: w("settings_totp_confirm") }).click();
  await totp.getByText(w("settings_totp_wrong")).waitFor();
  await totp.getByRole("textbox", { name: w("shell_totp") }).fill(codeOf(secret));
  await totp.getByRole("button", { name: w("settings_totp_confirm") }).click();
  await totp.getByText(w("settings_totp_on"), { exact: true }).waitFor();
  const codes = await totp.getByRole("listitem").allInnerTexts();
  expect(codes).toHaveLength(10);

  await signOut(page);
  await entered(page, maya.email, PASSWORD);
  const code = page.getByRole("textbox", { name: w("shell_totp") });
  await code.fill("000000");
  await signIn(page);
  await page.getByRole("alert").getByText(/./).waitFor();
  await code.fill(codeOf(secret, 1)); // each code is good once, so the next one
  await signIn(page);
  await page.getByRole("navigation", { name: w("shell_navigation") }).waitFor();

  await signOut(page);
  await entered(page, maya.email, PASSWORD);
  await code.fill(codes[0] ?? "");
  await signIn(page);
  await page.getByRole("navigation", { name: w("shell_navigation") }).waitFor();
  await mine(page);
  await totp.getByText("9 recovery codes").waitFor();

  await totp.getByLabel(w("settings_password_current")).fill("not my password");
  await totp.getByRole("button", { name: w("settings_totp_disable") }).click();
  await totp.getByText(w("settings_password_wrong")).waitFor();
  await totp.getByLabel(w("settings_password_current")).fill(PASSWORD);
  await totp.getByRole("button", { name: w("settings_totp_disable") }).click();
  await totp.getByText(w("settings_totp_off"), { exact: true }).waitFor();
  await signOut(page);
  await entered(page, maya.email, PASSWORD);
  await page.getByRole("navigation", { name: w("shell_navigation") }).waitFor();
  await page.context().close();
});

test("a session is ended from elsewhere, and all others at once", async () => {
  const page = await signedIn(maya.email);
  const heard = complaints(page);
  const others = [await signedIn(maya.email), await signedIn(maya.email)];
  await mine(page);
  const sessions = section(page, "settings_sessions");
  const there = await sessions.getByRole("listitem").count();
  expect(there).toBeGreaterThanOrEqual(3);
  await sessions
    .getByRole("button", { name: /^End the session/ })
    .first()
    .click();
  await expect.poll(() => sessions.getByRole("listitem").count()).toBe(there - 1);
  await sessions.getByRole("button", { name: w("settings_sessions_end_others") }).click();
  await expect.poll(() => sessions.getByRole("listitem").count()).toBe(1);
  for (const other of others) {
    await other.goto("/settings/me");
    await other.getByLabel(w("shell_email")).waitFor();
    await other.context().close();
  }
  expect(heard).toEqual([]);
  await page.context().close();
});

test("another password is taken, and ends the other sessions", async () => {
  const page = await signedIn(maya.email);
  const other = await signedIn(maya.email);
  await mine(page);
  const form = page.getByRole("form", { name: w("settings_password") });
  const [current, next] = [form.getByLabel(w("settings_password_current")), form.getByLabel(w("shell_new_password"))];
  await current.fill("not my password");
  await next.fill(ANOTHER);
  await form.getByRole("button", { name: w("settings_password_change") }).click();
  await form.getByText(w("settings_password_wrong")).waitFor();
  await current.fill(PASSWORD);
  await form.getByRole("button", { name: w("settings_password_change") }).click();
  await page.getByText(w("settings_password_changed")).waitFor();
  expect(await current.inputValue()).toBe("");
  await other.goto("/");
  await entered(other, maya.email, ANOTHER);
  await other.getByRole("navigation", { name: w("shell_navigation") }).waitFor();
  await Promise.all([page.context().close(), other.context().close()]);
});

test("whoever forgot their password gets a letter, and in", async () => {
  const context = await opened();
  const page = await context.newPage();
  await page.goto("/");
  await page.getByRole("button", { name: w("shell_forgot") }).click();
  await page.getByLabel(w("shell_email")).fill(maya.email);
  await page.getByRole("button", { name: w("shell_forgot_send") }).click();
  await page.getByText(w("shell_forgot_sent")).waitFor();
  const link = await linkTo(maya.email, "/reset");
  await page.goto(link);
  await page.getByRole("textbox", { name: w("shell_new_password") }).fill(PASSWORD);
  await page.getByRole("button", { name: w("shell_set_password") }).click();
  await entered(page, maya.email, PASSWORD);
  await page.getByRole("navigation", { name: w("shell_navigation") }).waitFor();
  // the letter is good once
  await context.clearCookies();
  await page.goto("/");
  await page.goto(link);
  await page.getByRole("textbox", { name: w("shell_new_password") }).fill(PASSWORD);
  await page.getByRole("button", { name: w("shell_set_password") }).click();
  await page.getByText(w("shell_token_used")).waitFor();
  await context.close();
});

test("language and digits are chosen, and stay", async () => {
  const [ar, he] = [words("ar"), words("he")];
  const page = await signedIn(noor.email, { language: "ar" });
  await page.goto("/settings/me");
  await page.getByRole("heading", { name: ar("settings_me_title") }).waitFor();
  await page.getByRole("button", { name: ar("shell_me", { name: noor.name }) }).click();
  await page.getByRole("menuitem", { name: ar("shell_arabic_digits") }).click();
  await page.getByText(/[٠-٩]/).first().waitFor();
  await page.reload();
  await page.getByText(/[٠-٩]/).first().waitFor();

  await page.getByRole("combobox", { name: ar("settings_customer_language") }).click();
  await page.getByRole("option", { name: "עברית" }).click();
  await page.getByRole("button", { name: ar("common_save") }).click();
  await page.getByRole("heading", { name: he("settings_me_title") }).waitFor();
  expect(await page.locator("html").getAttribute("dir")).toBe("rtl");
  expect(await page.locator("html").getAttribute("lang")).toBe("he");
  const { language } = await api<{ language: string }>("GET", `/members/${noor.id}`);
  expect(language).toBe("he");
  await page.reload();
  await page.getByRole("heading", { name: he("settings_me_title") }).waitFor();
  await page.context().close();
});
