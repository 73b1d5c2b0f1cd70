/** A support member's whole day, once in each language: the same work, by what is written on the screen. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeBrowser, complaints, LANGUAGES, type Language, opened } from "./support/browser";
import { api, PASSWORD } from "./support/server";
import { soon } from "./support/soon";
import { words } from "./support/words";
import { type World, world } from "./support/world";

const SAID: Record<Language, { subject: string; reply: string; note: string; name: string }> = {
  en: {
    subject: "The scanner in room 12 is jammed",
    reply: "Please try the **second** tray.",
    note: "Third time this week",
    name: "Noa Field",
  },
  ar: {
    subject: "الماسح الضوئي في الغرفة 12 معطّل",
    reply: "جرّب الدرج **الثاني** من فضلك.",
    note: "للمرة الثالثة هذا الأسبوع",
    name: "نور حسن",
  },
  he: {
    subject: "הסורק בחדר 12 תקוע",
    reply: "אפשר לנסות את המגש **השני**.",
    note: "פעם שלישית השבוע",
    name: "נועה שדה",
  },
};

let desk: World;
beforeAll(async () => {
  desk = await world();
});
afterAll(closeBrowser);

test.each(LANGUAGES)("a whole day in %s", async (language) => {
  const who = { en: desk.dana, ar: desk.sara, he: desk.yael }[language];
  const context = await opened({ language, width: 1440, height: 900 });
  const page = await context.newPage();
  const heard = complaints(page);
  await signsIn(page, language, who.email);
  const number = await aTicketComesIn(language);
  await takesIt(page, language, number);
  await answersIt(page, language);
  await looksBack(page, language);
  await closesIt(page, language);
  await findsItAgain(page, language, number);
  await leaves(page, language);
  expect(heard).toEqual([]);
  await context.close();
});

async function signsIn(page: Page, language: Language, email: string) {
  const w = words(language);
  await page.goto("/");
  await page.getByLabel(w("shell_email")).fill(email);
  await page.getByRole("textbox", { name: w("shell_password") }).fill(PASSWORD);
  await page.getByRole("button", { name: w("shell_sign_in"), exact: true }).click();
  await page.getByRole("navigation", { name: w("shell_navigation") }).waitFor();
}

async function aTicketComesIn(language: Language): Promise<string> {
  const { subject, name } = SAID[language];
  const requester = { name, email: `${language}@customers.example` };
  const ticket = await api<{ number: number }>("POST", "/tickets", { subject, description: subject, requester });
  // until it is in the lists: one that comes in while a list is shown waits above it
  const waiting = () => api<{ items: { number: number }[] }>("GET", "/tickets?view=unassigned");
  await soon(async () => (await waiting()).items.map((item) => item.number)).toContain(ticket.number);
  return String(ticket.number);
}

/** It appears in the list by itself; a click opens it beside, and it is taken. */
async function takesIt(page: Page, language: Language, number: string) {
  const w = words(language);
  await page
    .getByRole("link", { name: viewName(language, "unassigned") })
    .first()
    .click();
  await page.getByText(SAID[language].subject).first().waitFor();
  await page.getByText(SAID[language].subject).first().click();
  await page.waitForURL((url) => url.searchParams.get("open") === number || url.pathname.endsWith(`/${number}`));
  await page
    .getByRole("button", { name: w("ticket_assign_to_me") })
    .first()
    .click();
  await page.getByText(w("ticket_saved_mine")).first().waitFor();
}

/** A note for the team, then an answer to the customer, each by its own button. */
async function answersIt(page: Page, language: Language) {
  const w = words(language);
  const { note, reply, name } = SAID[language];
  await page
    .getByRole("button", { name: w("ticket_note"), exact: true })
    .or(page.getByRole("radio", { name: w("ticket_note"), exact: true }))
    .or(page.getByRole("tab", { name: w("ticket_note"), exact: true }))
    .first()
    .click();
  await page.getByRole("textbox", { name: w("ticket_write_note") }).fill(note);
  await page.getByRole("button", { name: w("ticket_add_note") }).click();
  await page.getByText(note).first().waitFor();
  await page
    .getByRole("button", { name: w("ticket_reply"), exact: true })
    .or(page.getByRole("radio", { name: w("ticket_reply"), exact: true }))
    .or(page.getByRole("tab", { name: w("ticket_reply"), exact: true }))
    .first()
    .click();
  await page.getByRole("textbox", { name: w("ticket_write_reply") }).fill(reply);
  await page.getByRole("button", { name: w("ticket_send_to", { name }) }).click();
  await page.locator("strong").first().waitFor(); // Markdown became what it means
}

/** One drag back: the ticket as it was, then now again. */
async function looksBack(page: Page, language: Language) {
  const w = words(language);
  const knob = page.getByRole("slider", { name: w("history_line_knob") });
  await knob.focus();
  await page.keyboard.press("Home");
  await page.waitForURL((url) => url.searchParams.has("as_of"));
  await page.keyboard.press("End");
  await page.waitForURL((url) => !url.searchParams.has("as_of"));
  await page.getByRole("textbox", { name: w("ticket_write_reply") }).waitFor();
}

async function closesIt(page: Page, language: Language) {
  const w = words(language);
  // the list has a filter of this name; the ticket stands after it
  await page
    .getByRole("button", { name: new RegExp(`^${w("common_status")}`) })
    .last()
    .click();
  await page.getByRole("menuitem", { name: STATUS[language] }).click();
  await page
    .getByText(w("ticket_saved_status", { name: STATUS[language] }))
    .first()
    .waitFor();
}

async function findsItAgain(page: Page, language: Language, number: string) {
  const w = words(language);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: w("shell_palette") }).fill(number);
  await page.getByRole("option", { name: new RegExp(SAID[language].subject) }).waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(new RegExp(`/tickets/${number}`));
}

async function leaves(page: Page, language: Language) {
  const w = words(language);
  await page.getByRole("button", { name: new RegExp(w("shell_me", { name: "" })) }).click();
  await page.getByRole("menuitem", { name: w("shell_sign_out") }).click();
  await page.getByLabel(w("shell_email")).waitFor();
}

const STATUS: Record<Language, string> = { en: "Resolved", ar: "محلولة", he: "נפתרה" };

function viewName(language: Language, key: "unassigned"): string {
  return { unassigned: { en: "Unassigned", ar: "بلا مسؤول", he: "ללא אחראי" } }[key][language];
}
