/** Writing on a ticket: files, macros, people called upon, words changed and taken away, and the status with it. */
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeBrowser, complaints, signedIn } from "./support/browser";
import { PNG, tone } from "./support/files";
import { api } from "./support/server";
import { soon } from "./support/soon";
import { aTicket, history, opens, part, stands, told } from "./support/ticket";
import { type World, world } from "./support/world";

let desk: World;
let page: Page;
let heard: string[];
beforeAll(async () => {
  desk = await world();
  page = await signedIn(desk.dana.email, { width: 1440, height: 900 });
  heard = complaints(page);
});
afterAll(async () => {
  // what is refused is told as an error by the browser too
  expect(heard.filter((said) => !said.includes("422"))).toEqual([]);
  await closeBrowser();
});

const reply = () => page.getByRole("textbox", { name: "Reply to the customer" });
const message = (words: string) => page.locator("li[data-message]").filter({ hasText: words });
const tool = (name: string) => page.getByRole("toolbar", { name: "Writing tools" }).getByRole("button", { name });
const send = () => page.getByRole("button", { name: "Send to Dana Cohen" }).click();
const drawn = (picture: Locator) => picture.evaluate((one) => (one as HTMLImageElement).naturalWidth);

async function chooses(words: string, what: string) {
  await message(words).getByRole("button", { name: "Actions for this message" }).click();
  await page.getByRole("menuitem", { name: what }).click();
}

test("files are chosen, dropped and pasted; a picture is looked at, a recording played", async () => {
  const ticket = await aTicket("With evidence");
  await opens(page, ticket);
  const chooser = page.waitForEvent("filechooser");
  await tool("Attach files").click();
  await (await chooser).setFiles([
    { name: "error 500.png", mimeType: "image/png", buffer: PNG },
    { name: "voice.wav", mimeType: "audio/wav", buffer: tone() },
  ]);
  await page.getByRole("button", { name: "Remove voice.wav" }).waitFor();
  await brings("drop", "dropped.txt");
  await page.getByRole("button", { name: "Remove dropped.txt" }).waitFor();
  await brings("paste", "pasted.txt");
  // while it is on its way, or when it is there: the button of the one makes way for that of the other
  const pasted = page.getByRole("button", { name: "Remove pasted.txt" });
  await pasted.click();
  await soon(async () => {
    if ((await pasted.count()) > 0) await pasted.click();
    return pasted.count();
  }).toBe(0);
  await reply().fill("See for yourself.");
  await send();
  const said = message("See for yourself.");
  const small = said.getByRole("button", { name: "Open the image error 500.png" });
  await soon(() => drawn(small.locator("img"))).toBeGreaterThan(0);
  await small.click();
  const large = page.getByRole("dialog", { name: "error 500.png" });
  await soon(() => drawn(large.getByRole("img", { name: "error 500.png" }))).toBe(64);
  await page.keyboard.press("Escape");
  await large.waitFor({ state: "detached" });
  const player = said.getByLabel("voice.wav", { exact: true });
  await player.focus();
  await page.keyboard.press("Space");
  await soon(() => player.evaluate((one) => (one as HTMLAudioElement).currentTime)).toBeGreaterThan(0);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    said.getByRole("link", { name: /dropped\.txt/ }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("dropped.txt");
  expect(await said.getByText("pasted.txt").count()).toBe(0);
  await part(page, "Files").getByText("dropped.txt").waitFor();
});

/** Drops or pastes a small text over where one writes. */
async function brings(how: "drop" | "paste", name: string) {
  await reply().evaluate(
    (element, [kind, called]) => {
      const data = new DataTransfer();
      data.items.add(new File(["a small text"], called ?? "", { type: "text/plain" }));
      const usual = { bubbles: true, cancelable: true };
      if (kind === "paste") element.dispatchEvent(new ClipboardEvent("paste", { ...usual, clipboardData: data }));
      else {
        element.dispatchEvent(new DragEvent("dragover", { ...usual, dataTransfer: data }));
        element.dispatchEvent(new DragEvent("drop", { ...usual, dataTransfer: data }));
      }
    },
    [how, name],
  );
}

test("a macro does all of it, or lends its words", async () => {
  const name = `Ask for a picture ${Date.now()}`;
  const text = { body: "Dear {{customer.name}}, please send a picture for {{ticket.number}}.", visibility: "public" };
  const actions = [{ type: "set_status", status: "pending" }, { type: "assign_self" }];
  await api("POST", "/macros", { name, text, actions, scope: { type: "all" } });
  const ticket = await aTicket("Without a picture");
  await opens(page, ticket);
  const words = `Dear Dana Cohen, please send a picture for ${ticket.reference}.`;
  await tool("Macros").click();
  await page.getByRole("menuitem", { name }).last().click();
  expect(await reply().inputValue()).toBe(words);
  expect(await stands(ticket)).toMatchObject({ status: "open", assignee_ids: [] });
  await reply().fill("");
  await tool("Macros").click();
  await page.getByRole("menuitem", { name }).first().click();
  await message(words).waitFor();
  await told(page, `Done: ${name}`).waitFor();
  expect(await stands(ticket)).toMatchObject({ status: "pending", assignee_ids: [desk.dana.id] });
  expect(await history(ticket)).toContain("ticket.macro_applied");
});

test("somebody is called upon by name, with the keyboard alone", async () => {
  const ticket = await aTicket("Who knows this");
  await opens(page, ticket);
  await page.keyboard.press("n");
  const note = page.getByRole("textbox", { name: "Internal note" });
  await note.pressSequentially("Do you know, @יע");
  await page.getByRole("listbox", { name: "Who is called upon" }).getByRole("option").first().waitFor();
  await page.keyboard.press("Enter");
  expect(await note.inputValue()).toBe(`Do you know, @${desk.yael.name} `);
  await page.keyboard.press("Control+Enter");
  await message("Do you know,").getByText("team only").waitFor();
  await soon(() => mentioned(ticket.id)).toEqual([desk.yael.id]);
});

async function mentioned(ticket: string): Promise<string[] | undefined> {
  type Said = { mentions: { member_ids: string[] } };
  return (await api<{ items: Said[] }>("GET", `/tickets/${ticket}/messages`)).items[0]?.mentions.member_ids;
}

test("words are answered, edited, and taken away for good", async () => {
  const ticket = await aTicket("Said too quickly");
  await opens(page, ticket);
  await reply().fill("It will cost **nothing**.");
  await send();
  await chooses("It will cost", "Reply to this");
  await reply().fill("Or so I hope.");
  await send();
  await message("Or so I hope.")
    .getByRole("button", { name: /In reply to/ })
    .waitFor();
  await chooses("Or so I hope.", "Edit");
  const box = page.getByRole("textbox", { name: "Edit the message" });
  await box.fill("It is 12.00, tax included.");
  await page.keyboard.press("Control+Enter");
  const edited = message("It is 12.00, tax included.");
  await edited.getByRole("button", { name: /^edited/ }).click();
  await page.getByRole("dialog", { name: "What it said before" }).getByText("Or so I hope.").waitFor();
  await page.keyboard.press("Escape");
  await chooses("It is 12.00", "Take the words away");
  const dialog = page.getByRole("dialog", { name: "Take the words away" });
  await dialog.getByRole("textbox", { name: "Why" }).fill("A promise that nobody gave");
  await dialog.getByRole("button", { name: "Take away for good" }).click();
  await message("A promise that nobody gave").getByText("Taken away by Dana Levi").waitFor();
  await page.reload();
  await message("A promise that nobody gave").waitFor();
  expect(await page.getByText("tax included").count()).toBe(0);
});

test("a status that cannot be next says why; one that asks for more says for what", async () => {
  await theStatuses();
  const ticket = await aTicket("To be frozen");
  await opens(page, ticket);
  const status = page.getByRole("button", { name: /^Status/ });
  await status.click();
  await page.getByRole("menuitem", { name: "Audited" }).getByText("Your role may not set this status").waitFor();
  await page.getByRole("menuitem", { name: "Frozen" }).click();
  await told(page, "Why it is frozen: ").waitFor();
  await status.getByText("Open").waitFor();
  await api("PATCH", `/tickets/${ticket.id}`, { status: "frozen", fields: { why_frozen: "The customer is away." } });
  await status.getByText("Frozen").waitFor();
  await status.click();
  const closed = page.getByRole("menuitem", { name: "Closed" });
  await closed.getByText("Not possible from the present status").waitFor();
  expect(await closed.isDisabled()).toBe(true);
  await page.getByRole("menuitem", { name: "Open", exact: true }).click();
  await told(page, "Status: Open").getByRole("button", { name: "Undo" }).click();
  await status.getByText("Frozen").waitFor();
});

/** Frozen asks for a reason and thaws only to open; only administrators audit. */
async function theStatuses() {
  const there = await api<{ items: { key: string }[] }>("GET", "/statuses");
  if (there.items.some((one) => one.key === "frozen")) return;
  const more = { colour: "cyan", in_default_lists: true };
  await api("POST", "/statuses", { key: "frozen", name: "Frozen", category: "on_hold", next: ["open"], ...more });
  const set_by_roles = ["administrator"];
  await api("POST", "/statuses", { key: "audited", name: "Audited", category: "resolved", set_by_roles, ...more });
  const shown_if = { path: "status", op: "eq", value: "frozen" };
  const kind = { type: "text" };
  await api("POST", "/fields", { key: "why_frozen", name: "Why it is frozen", kind, shown_if, required: true });
}

test("a reply sets the status with it; a note that was meant as a reply asks first", async () => {
  const ticket = await aTicket("Nearly done");
  await opens(page, ticket);
  await reply().fill("It works again.");
  await page.getByRole("button", { name: "Send and set the status" }).click();
  await page.getByRole("menuitem", { name: "Send and set “Resolved”" }).click();
  await message("It works again.").waitFor();
  await soon(async () => (await stands(ticket)).status).toBe("resolved");
  await reply().fill("Between us: it never worked.");
  await page.getByRole("button", { name: "Note", exact: true }).click();
  await page.getByRole("button", { name: "Add note" }).click();
  await page.getByRole("alert").getByRole("button", { name: "Add as note" }).click();
  await message("Between us").getByText("team only").waitFor();
});

test("images of other servers are fetched for whoever asks, and not before", async () => {
  const fetched: string[] = [];
  await page.route("https://pictures.example/**", (route) => {
    fetched.push(route.request().url());
    return route.fulfill({ contentType: "image/png", body: PNG });
  });
  const ticket = await aTicket("With a letterhead");
  const body = '<p>As on our letterhead: <img src="https://pictures.example/head.png" alt="Our letterhead"></p>';
  await api("POST", `/tickets/${ticket.id}/messages`, { visibility: "public", format: "html", body });
  await opens(page, ticket);
  const picture = message("As on our letterhead").getByRole("img", { name: "Our letterhead" });
  await picture.waitFor();
  expect(fetched).toEqual([]);
  await page.getByRole("button", { name: "Show images from elsewhere" }).click();
  await soon(() => drawn(picture)).toBe(64);
  expect(fetched).toEqual(["https://pictures.example/head.png"]);
});
