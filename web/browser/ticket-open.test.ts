/** What opens on a ticket's page keeps nobody out (axe), takes the focus, closes by Escape and gives the focus back. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeBrowser, complaints, type Language, signedIn } from "./support/browser";
import { api } from "./support/server";
import { soon } from "./support/soon";
import { aTicket, type Made } from "./support/ticket";
import { words } from "./support/words";
import { type World, world } from "./support/world";

let desk: World;
let ticket: Made;
beforeAll(async () => {
  desk = await world();
  ticket = await aTicket("Everything opens here", { assignee_ids: [desk.dana.id] });
  await api("POST", `/tickets/${ticket.id}/messages`, { visibility: "public", body: "Open what is on me." });
});
afterAll(closeBrowser);

const OPEN = '[role="dialog"], [role="menu"]';

const looks: { language: Language; dark: boolean }[] = [
  { language: "en", dark: true },
  { language: "ar", dark: false },
  { language: "he", dark: true },
];

test.each(looks)("all that opens on a ticket: $language, dark $dark", async ({ language, dark }) => {
  const page = await signedIn(desk.dana.email, { language, dark, width: 1440, height: 900 });
  const heard = complaints(page);
  const w = words(language);
  await page.goto(`/tickets/${ticket.number}`);
  const found: string[] = [];
  const button = (name: string) => page.getByRole("button", { name });
  const menus: [string, Locator][] = [
    ["actions", button(w("ticket_actions"))],
    ["status", page.getByRole("button", { name: new RegExp(`^${w("common_status")}`) })],
    ["priority", page.getByRole("button", { name: new RegExp(`^${w("common_priority")}`) })],
    ["macros", button(w("ticket_macros"))],
    ["message", button(w("ticket_message_actions"))],
    ["assignee", button(w("ticket_assignee_actions", { name: "Dana Levi" }))],
  ];
  for (const [name, opener] of menus) {
    await opener.click();
    await looked(page, name, found);
    await page.keyboard.press("Escape");
    await closed(page, name, opener);
  }
  const dialogs: [string, Locator, string][] = [
    ["merge", button(w("ticket_actions")), w("ticket_merge")],
    ["snooze", button(w("ticket_actions")), w("ticket_snooze")],
    ["redact", button(w("ticket_message_actions")), w("ticket_redact")],
    ["hand over", button(w("ticket_assignee_actions", { name: "Dana Levi" })), w("ticket_hand_over")],
  ];
  for (const [name, opener, item] of dialogs) {
    await opener.click();
    await page.getByRole("menuitem", { name: item }).click();
    await page.getByRole("dialog").waitFor();
    await soon(() => page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null)).toBe(true);
    await looked(page, name, found);
    // the list to choose from closes first, then the dialog
    await page.keyboard.press("Escape");
    if (await page.getByRole("dialog").isVisible()) await page.keyboard.press("Escape");
    await closed(page, name, opener);
  }
  expect(found).toEqual([]);
  expect(heard).toEqual([]);
  await page.context().close();
});

async function looked(page: Page, name: string, found: string[]): Promise<void> {
  await page.locator(OPEN).first().waitFor();
  const { violations } = await new AxeBuilder({ page }).include(OPEN).analyze();
  found.push(...violations.map((one) => `${name}: ${one.id} ${one.nodes.map((node) => node.html).join(" ")}`));
}

async function closed(page: Page, name: string, opener: Locator): Promise<void> {
  await soon(() => page.locator(OPEN).count()).toBe(0);
  await soon(async () => [name, await opener.evaluate((one) => one === document.activeElement)]).toEqual([name, true]);
}
