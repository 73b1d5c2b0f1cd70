/** Keys, invitations and the outbox: who comes in, and what leaves. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeBrowser, complaints, opened, signedIn } from "./support/browser";
import { linkTo } from "./support/letters";
import { api, PASSWORD, SERVER } from "./support/server";
import { words } from "./support/words";
import { type World, world } from "./support/world";

const w = words("en");
let desk: World;
beforeAll(async () => {
  desk = await world();
});
afterAll(closeBrowser);

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

async function status(secret: string): Promise<number> {
  return (await fetch(`${SERVER}/api/v1/me`, { headers: { Authorization: `Bearer ${secret}` } })).status;
}

test("a key's secret is shown once, replaced, and ended for good", async () => {
  const page = await signedIn(desk.admin.email);
  const heard = complaints(page);
  await page.goto("/settings/api_keys/new");
  await page.getByRole("textbox", { name: w("common_name"), exact: true }).fill("Nightly report");
  await button(page, w("common_save")).click();
  const secret = page.getByRole("region", { name: w("settings_keys_secret") }).locator("code");
  const first = (await secret.textContent()) ?? "";
  expect(await status(first)).toBe(200);
  await page.reload();
  await button(page, w("settings_keys_rotate")).waitFor();
  expect(await secret.count()).toBe(0);
  await button(page, w("settings_keys_rotate")).click();
  const second = (await secret.textContent()) ?? "";
  expect(second).not.toBe(first);
  expect(await status(second)).toBe(200);

  const end = button(page, w("settings_keys_end"));
  await end.press("Enter");
  const dialog = page.getByRole("dialog", { name: w("settings_keys_end_title", { name: "Nightly report" }) });
  await dialog.waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(() => end.evaluate((one) => one === document.activeElement)).toBe(true);
  expect(await status(second)).toBe(200);
  await end.click();
  await dialog.getByRole("button", { name: w("settings_keys_end") }).click();
  await page.waitForURL((url) => url.pathname === "/settings/api_keys");
  await expect.poll(() => status(second)).toBe(401);
  expect(heard).toEqual([]);
  await page.context().close();
});

test("whoever is invited gets a letter, and in", async () => {
  const email = `lior.${Date.now().toString(36)}@example.org`;
  const page = await signedIn(desk.admin.email);
  await page.goto("/settings/members/new");
  await page.getByRole("textbox", { name: w("common_name"), exact: true }).fill("Lior Guest");
  await page.getByRole("textbox", { name: w("settings_members_email"), exact: true }).fill(email);
  await button(page, w("common_save")).click();
  await button(page, w("settings_members_invite")).click();
  await page.getByText(w("settings_members_invited")).waitFor();
  await page.context().close();

  const guest = await (await opened()).newPage();
  await guest.goto(await linkTo(email, "/invitation"));
  await guest.getByRole("textbox", { name: w("shell_new_password") }).fill("password123");
  await button(guest, w("shell_set_password")).click();
  await guest.getByText(w("settings_password_weak")).waitFor();
  await guest.getByRole("textbox", { name: w("shell_new_password") }).fill(PASSWORD);
  await button(guest, w("shell_set_password")).click();
  await guest.getByRole("textbox", { name: w("shell_password"), exact: true }).fill(PASSWORD);
  await guest.getByLabel(w("shell_email")).fill(email);
  await button(guest, w("shell_sign_in")).click();
  await guest.getByRole("navigation", { name: w("shell_navigation") }).waitFor();
  await guest.context().close();
});

test("what left the house is seen, and sent again", async () => {
  const to = "press@customers.example";
  const rule = await api<{ id: string }>("POST", "/rules", {
    name: "Tell the press",
    on: ["ticket.created"],
    when: { path: "subject", op: "contains", value: "for the press" },
    do: [{ type: "send_mail", to: [{ type: "address", email: to }], subject: "News", body: "Look." }],
  });
  await api("POST", "/tickets", { subject: "Something for the press" });
  type Outbox = { items: { round: number; state: string }[] };
  const sent = () => api<Outbox>("GET", `/outbox?endpoint=${to}`);
  await expect.poll(async () => (await sent()).items[0]?.state).toBe("sent");
  const page = await signedIn(desk.admin.email);
  const heard = complaints(page);
  await page.goto("/settings/outbox");
  await page.getByRole("combobox", { name: w("settings_outbox_state") }).press("ArrowDown");
  await page.getByRole("option", { name: w("settings_outbox_sent"), exact: true }).click();
  await page.getByRole("row").filter({ hasText: to }).waitFor();
  await page.getByRole("button", { name: w("settings_list_more", { name: to }) }).click();
  await page.getByRole("menuitem", { name: w("settings_outbox_resend") }).click();
  await page.getByText(w("settings_outbox_done"), { exact: true }).waitFor();
  await expect.poll(async () => (await sent()).items[0]).toMatchObject({ round: 2, state: "sent" });
  await api("DELETE", `/rules/${rule.id}`);
  expect(heard).toEqual([]);
  await page.context().close();
});
