/** Two people on one ticket, and a connection that breaks: everybody sees everything, nobody misses anything. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeBrowser, signedIn } from "./support/browser";
import { api } from "./support/server";
import { soon } from "./support/soon";
import { Wire } from "./support/wire";
import { type World, world } from "./support/world";

let desk: World;
beforeAll(async () => {
  desk = await world();
});
afterAll(closeBrowser);

async function aTicket(subject: string): Promise<string> {
  const requester = { name: "Dana Cohen", email: "dana.cohen@acme.example" };
  return String((await api<{ number: number }>("POST", "/tickets", { subject, requester })).number);
}

test("what one does on a ticket, the other sees without asking", async () => {
  const number = await aTicket("Seen by two");
  const dana = await signedIn(desk.dana.email);
  const yael = await signedIn(desk.yael.email, { language: "he" });
  await Promise.all([dana.goto(`/tickets/${number}`), yael.goto(`/tickets/${number}`)]);
  const box = dana.getByRole("textbox", { name: "Reply to the customer" });
  await box.fill("Both of us read this.");
  await dana.getByRole("button", { name: "Send to Dana Cohen" }).click();
  await yael.getByText("Both of us read this.").waitFor();
  await api("PATCH", `/tickets/${number}`, { subject: "Seen by three" });
  await Promise.all([dana, yael].map((page) => page.getByText("Seen by three").first().waitFor()));
  await dana.context().close();
  await yael.context().close();
});

/** As long as the wire is cut. */
const BREAK_MS = 30_000;
const SAID = 40;

test("what happened in half a minute without a connection comes in when it is back: nothing is missed, nothing comes twice", async () => {
  const name = `the break of ${Date.now()}`;
  const number = await aTicket("Long before");
  const wire = new Wire();
  await wire.mend();
  const page = await signedIn(desk.dana.email, { server: wire.url, width: 1440, height: 900 });
  const list = await page.context().newPage();
  // what happens before the streams stand is read, not heard
  const stand = [page, list].map((one) => one.waitForResponse((answer) => answer.url().endsWith("/events/stream")));
  await Promise.all([page.goto(`/tickets/${number}`), list.goto("/tickets?view=all_open"), ...stand]);
  await list.getByText("Long before").first().waitFor();
  await api("PATCH", `/tickets/${number}`, { subject: `Before ${name}` });
  await page.getByRole("heading", { name: `Before ${name}` }).waitFor();
  await list.getByText(`Before ${name}`).waitFor();
  const before = await counted(list);
  await wire.cut();
  const changes = happensMeanwhile(number, name);
  await Promise.all([page, list].map((one) => one.getByText("No connection").waitFor()));
  await changes;
  expect(await page.getByText("Nobody hears number 1.").count()).toBe(0);
  const mended = performance.now();
  await wire.mend();
  await page.getByText(`Nobody hears number ${SAID}.`).waitFor();
  console.log(`after the break all was there within ${Math.round(performance.now() - mended)} ms`);
  const heard = await page.getByText(/^Nobody hears number \d+\.$/).allInnerTexts();
  expect(heard).toEqual(Array.from({ length: SAID }, (_, at) => `Nobody hears number ${at + 1}.`));
  await page.getByRole("heading", { name: `After ${name}` }).waitFor();
  await page
    .getByRole("button", { name: /^Status/ })
    .getByText("Pending")
    .waitFor();
  const row = list.getByRole("row").filter({ hasText: `After ${name}` });
  await row.getByText("Pending").waitFor();
  expect(await row.count()).toBe(1);
  await soon(() => counted(list)).toBe(before + 2);
  await list.getByRole("button", { name: "2 new" }).click();
  for (const one of ["first", "second"]) await list.getByText(`The ${one} of ${name}`).waitFor();
  await Promise.all([page, list].map((one) => one.getByText("No connection").waitFor({ state: "detached" })));
  await page.context().close();
  await wire.cut();
});

/** One change after another for as long as the wire is cut; in between the ticket is read. */
async function happensMeanwhile(number: string, name: string) {
  const began = performance.now();
  for (let said = 0; performance.now() - began < BREAK_MS || said < SAID; ) {
    if (said < SAID && performance.now() - began >= (said * BREAK_MS) / SAID) {
      said += 1;
      const body = `Nobody hears number ${said}.`;
      await api("POST", `/tickets/${number}/messages`, { visibility: "public", body });
      await api("PUT", `/tickets/${number}/status`, { status: said % 2 ? "in_progress" : "pending" });
    } else await api("GET", `/tickets/${number}`);
  }
  await api("PATCH", `/tickets/${number}`, { subject: `After ${name}` });
  for (const one of ["first", "second"]) await aTicket(`The ${one} of ${name}`);
}

/** How many tickets the navigation says there are in the view that is shown. */
async function counted(page: Page): Promise<number> {
  const said = await page.getByRole("link", { name: /^All open/ }).textContent();
  return Number(/\d+/.exec(said ?? "")?.[0]);
}

test("a list that had heard nothing before the break shows what came in it", async () => {
  const name = `a short break of ${Date.now()}`;
  const wire = new Wire();
  await wire.mend();
  const list = await signedIn(desk.dana.email, { server: wire.url, width: 1440, height: 900 });
  const followed = list.waitForResponse(/events\/stream/);
  await list.goto("/tickets?view=all_open");
  await Promise.all([followed, list.getByRole("row").nth(1).waitFor()]);
  await wire.cut();
  await list.getByText("No connection").waitFor();
  await aTicket(`The only one of ${name}`);
  await soon(async () => {
    const { items } = await api<{ items: { subject: string }[] }>("GET", "/tickets?view=all_open&limit=200");
    return items.some(({ subject }) => subject === `The only one of ${name}`);
  }).toBe(true);
  await wire.mend();
  await list.getByText(`The only one of ${name}`).waitFor();
  await list.context().close();
  await wire.cut();
});

test("what was typed survives a reload, and the end of the session", async () => {
  const number = await aTicket("Half written");
  const page = await signedIn(desk.dana.email);
  await page.goto(`/tickets/${number}`);
  const box = page.getByRole("textbox", { name: "Reply to the customer" });
  await box.fill("Half a sentence that");
  await page.reload();
  expect(await box.inputValue()).toBe("Half a sentence that");
  await page.context().clearCookies();
  // the page itself may ask for something first: then the dialog lies over the button
  await page.getByRole("button", { name: "Assign to me" }).first().dispatchEvent("click");
  const dialog = page.getByRole("dialog", { name: "Please sign in again" });
  await dialog.getByRole("textbox", { name: "Password" }).fill("four words of mine");
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await dialog.waitFor({ state: "detached" });
  expect(await box.inputValue()).toBe("Half a sentence that");
  await page.context().close();
});
