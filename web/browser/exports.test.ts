/** Files taken out of the console, in each language: whole, and in the direction in which they are read. */
import { readFileSync } from "node:fs";
import type { Download, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeBrowser, LANGUAGES, type Language, signedIn } from "./support/browser";
import { api, upload } from "./support/server";
import { words } from "./support/words";
import { type World, world } from "./support/world";
import { unzipped } from "./support/zip";

const SUBJECT = "مرحبا world שלום (v2.0) – «ערב, عرب»";
const FILE = "דוח رقم 7 – final (2).txt";

let desk: World;
let number: string;

beforeAll(async () => {
  desk = await world();
  const requester = { name: "أحمد Cohen-לוי", email: "mixed@customers.example" };
  const attachment_ids = [await upload(FILE, "text/plain", "שלום عليكم")];
  const made = { subject: SUBJECT, description: SUBJECT, requester, tags: ["פגישה", "مستعجل"], attachment_ids };
  number = String((await api<{ number: number }>("POST", "/tickets", made)).number);
});
afterAll(closeBrowser);

async function taken(page: Page, press: () => Promise<void>): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return download;
}

async function file(page: Page, language: Language, kind: string): Promise<{ name: string; path: string }> {
  const w = words(language);
  await page
    .getByRole("main")
    .getByRole("button", { name: w("common_more") })
    .first()
    .click();
  const download = await taken(page, () => page.getByRole("menuitem", { name: w(kind) }).click());
  expect(await download.failure()).toBeNull();
  return { name: download.suggestedFilename(), path: await download.path() };
}

const HEADING: Record<Language, string> = { en: "Subject", ar: "الموضوع", he: "נושא" };

test.each(LANGUAGES)("a list is taken out as workbook, table and lines: %s", async (language) => {
  const who = { en: desk.dana, ar: desk.sara, he: desk.yael }[language];
  const page = await signedIn(who.email, { language });
  await page.goto("/tickets?tag=פגישה");
  await page.getByText(SUBJECT).first().waitFor();
  const workbook = await file(page, language, "list_export_excel");
  expect(workbook.name).toMatch(/\.xlsx$/);
  const sheet = unzipped(readFileSync(workbook.path), "xl/worksheets/sheet1.xml");
  expect(sheet.includes('rightToLeft="1"')).toBe(language !== "en");
  for (const text of [SUBJECT, "أحمد Cohen-לוי", HEADING[language]]) expect(sheet).toContain(text);
  const table = await file(page, language, "list_export_csv");
  expect(table.name).toMatch(/\.csv$/);
  const bytes = readFileSync(table.path);
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]); // so that Excel reads it as UTF-8
  const csv = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  for (const text of [SUBJECT, "أحمد Cohen-לוי", HEADING[language]]) expect(csv).toContain(text);
  const lines = await file(page, language, "list_export_lines");
  expect(lines.name).toMatch(/\.ndjson$/);
  const first = JSON.parse(readFileSync(lines.path, "utf8").trim().split("\n")[0] ?? "");
  expect(first).toMatchObject({ subject: SUBJECT, tags: expect.arrayContaining(["פגישה", "مستعجل"]) });
  await page.context().close();
});

test("a file keeps its name, whatever letters it is written in", async () => {
  const page = await signedIn(desk.yael.email, { language: "he" });
  await page.goto(`/tickets/${number}`);
  const link = page.getByRole("link", { name: FILE }).first();
  const download = await taken(page, () => link.click());
  expect(download.suggestedFilename()).toBe(FILE);
  expect(readFileSync(await download.path(), "utf8")).toBe("שלום عليكم");
  await page.context().close();
});
