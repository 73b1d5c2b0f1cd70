/** Two people on one ticket, and a connection that breaks: everybody sees everything, nobody misses anything. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeBrowser, signedIn } from "./support/browser";
import { api } from "./support/server";
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

test("what happened while the connection was broken comes in when it is back", async () => {
  const number = await aTicket("Before the break");
  const wire = new Wire();
  await wire.mend();
  const page = await signedIn(desk.dana.email, { server: wire.url });
  await page.goto(`/tickets/${number}`);
  await page.getByText("Before the break").first().waitFor();
  await wire.cut();
  await page.getByText("No connection").waitFor();
  for (const said of ["first", "second", "third"]) {
    await api("POST", `/tickets/${number}/messages`, { visibility: "public", body: `The ${said} that nobody heard.` });
  }
  await wire.mend();
  for (const said of ["first", "second", "third"]) await page.getByText(`The ${said} that nobody heard.`).waitFor();
  await page.getByText("No connection").waitFor({ state: "detached" });
  await page.context().close();
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
  await page.getByRole("button", { name: "Assign to me" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Please sign in again" });
  await dialog.getByRole("textbox", { name: "Password" }).fill("four words of mine");
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await dialog.waitFor({ state: "detached" });
  expect(await box.inputValue()).toBe("Half a sentence that");
  await page.context().close();
});
