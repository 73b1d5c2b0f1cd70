/** What is known of a ticket, changed at its side: each change is seen, told, and there after a reload. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeBrowser, complaints, signedIn } from "./support/browser";
import { api } from "./support/server";
import { soon } from "./support/soon";
import { aTicket, opens, part, stands, takesBack, told } from "./support/ticket";
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

/** Chooses by typing, as one does in every list to choose from. */
async function chooses(where: string, label: string, typed: string, option = typed) {
  await part(page, where).getByRole("combobox", { name: label, exact: true }).fill(typed);
  await page.getByRole("option", { name: option }).click();
}

test("a ticket is handed over with a word, and goes to another department", async () => {
  const ticket = await aTicket("For somebody else", {
    department_id: desk.departments.support,
    assignee_ids: [desk.dana.id],
  });
  await opens(page, ticket);
  const assignees = part(page, "Assignees");
  await page.getByRole("button", { name: "Actions for Dana Levi" }).click();
  await page.getByRole("menuitem", { name: "Hand over" }).click();
  const dialog = page.getByRole("dialog", { name: "Hand over from Dana Levi" });
  await dialog.getByRole("combobox", { name: "To" }).fill(desk.yael.name);
  await page.getByRole("option", { name: desk.yael.name }).click();
  await dialog.getByRole("textbox", { name: "A word for who takes over" }).fill("She calls again at ten.");
  await dialog.getByRole("button", { name: "Hand over" }).click();
  await assignees.getByText(desk.yael.name).waitFor();
  await page.getByText("She calls again at ten.").waitFor();
  expect((await stands(ticket)).assignee_ids).toEqual([desk.yael.id]);
  await takesBack(page, "Handed over to");
  await assignees.getByText("Dana Levi").waitFor();
  await chooses("Department", "Department", "Bill", "Billing");
  await told(page, "Department: Billing").waitFor();
  await page.reload();
  expect(await page.getByRole("combobox", { name: "Department", exact: true }).inputValue()).toBe("Billing");
  expect(await stands(ticket)).toMatchObject({ department_id: desk.departments.billing });
});

test("several take part: taken, added, taken off", async () => {
  const ticket = await aTicket("For two", { department_id: desk.departments.support });
  await opens(page, ticket);
  const assignees = part(page, "Assignees");
  await assignees.getByRole("button", { name: "Take it" }).click();
  await assignees.getByRole("button", { name: "Actions for Dana Levi" }).waitFor();
  await chooses("Assignees", "Add an assignee", desk.sara.name);
  await told(page, `Assigned to`).waitFor();
  expect((await stands(ticket)).assignee_ids.toSorted()).toEqual([desk.dana.id, desk.sara.id].toSorted());
  await page.getByRole("button", { name: "Actions for Dana Levi" }).click();
  await page.getByRole("menuitem", { name: "Take off the ticket" }).click();
  await assignees.getByRole("button", { name: "Actions for Dana Levi" }).waitFor({ state: "detached" });
  await takesBack(page, "does not have it any more");
  await assignees.getByRole("button", { name: "Actions for Dana Levi" }).waitFor();
});

test("tickets are linked, lead to each other, and are unlinked", async () => {
  const ticket = await aTicket("The cause");
  const other = await aTicket("The consequence of the cause");
  await opens(page, ticket);
  const links = part(page, "Linked tickets");
  await links.getByRole("combobox", { name: "How they belong together" }).click();
  await page.getByRole("option", { name: "Blocks", exact: true }).click();
  await links.getByRole("textbox", { name: "Add a ticket by number or words" }).fill("consequence");
  await page
    .getByRole("option", { name: /The consequence of the cause/ })
    .first()
    .click();
  await told(page, "Linked").waitFor();
  await links.getByRole("link", { name: /The consequence/ }).click();
  await page.getByRole("heading", { name: "The consequence of the cause" }).waitFor();
  await links.getByText("Blocked by").first().waitFor();
  await links.getByRole("link", { name: /The cause/ }).waitFor();
  await links.getByRole("button", { name: `Remove the link to #${ticket.number}` }).click();
  await links.getByRole("link", { name: /The cause/ }).waitFor({ state: "detached" });
  expect((await api<{ items: [] }>("GET", `/tickets/${other.id}/links`)).items).toEqual([]);
  await takesBack(page, "The link is removed");
  await links.getByRole("link", { name: /The cause/ }).waitFor();
});

test("time is logged, summed up, and taken back", async () => {
  const ticket = await aTicket("An hour on the phone");
  await opens(page, ticket);
  const time = part(page, "Time spent");
  await time.getByRole("textbox", { name: "Minutes" }).fill("25");
  await time.getByRole("textbox", { name: "On what" }).fill("On the phone");
  await time.getByRole("button", { name: "Add" }).click();
  await time.getByText("On the phone").waitFor();
  await time.getByRole("textbox", { name: "Minutes" }).fill("35");
  await page.keyboard.press("Enter");
  await time.getByRole("heading").getByText("1 hr").waitFor();
  expect(await stands(ticket)).toMatchObject({ minutes_spent: 60 });
  await page.reload();
  await time.getByText("On the phone").waitFor();
  await time.getByRole("button", { name: "Remove this entry" }).last().click();
  await soon(async () => (await stands(ticket)).minutes_spent).toBeLessThan(60);
  await takesBack(page, "The entry is removed");
  await time.getByRole("heading").getByText("1 hr").waitFor();
});

test("people watch and get copies, also somebody new", async () => {
  const ticket = await aTicket("Of interest to many");
  await opens(page, ticket);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Watch" }).click();
  await part(page, "Watchers").getByRole("listitem").filter({ hasText: "Dana Levi" }).waitFor();
  await chooses("Watchers", "Add a watcher", desk.sara.name);
  await part(page, "Watchers").getByRole("listitem").filter({ hasText: desk.sara.name }).waitFor();
  await chooses("Copies", "Add somebody who gets copies", "new.one@acme.example");
  await part(page, "Copies").getByRole("listitem").filter({ hasText: "new.one" }).waitFor();
  await page.reload();
  await part(page, "Copies").getByRole("listitem").filter({ hasText: "new.one" }).waitFor();
  const watching = part(page, "Watchers").getByRole("listitem").filter({ hasText: desk.sara.name });
  await watching.getByRole("button", { name: /^Remove/ }).click();
  await watching.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Stop watching" }).click();
  await soon(async () => (await stands(ticket)).watchers).toEqual([]);
});

test("tags are added, proposed and removed", async () => {
  const ticket = await aTicket("Of many kinds", { tags: ["floor-3"] });
  await opens(page, ticket);
  const tags = part(page, "Tags");
  await tags.getByRole("combobox", { name: "Tags" }).fill("a brand new one");
  await page.keyboard.press("Enter");
  await told(page, "The tags are saved").waitFor();
  await tags.getByRole("combobox", { name: "Tags" }).fill("prin");
  await page.getByRole("option", { name: "printer" }).click();
  await soon(async () => (await stands(ticket)).tags).toEqual(["floor-3", "a brand new one", "printer"]);
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Escape");
  await soon(async () => (await stands(ticket)).tags).toEqual(["floor-3", "a brand new one"]);
  await page.reload();
  await tags.getByText("a brand new one").waitFor();
});

test("things to do are added, ticked and removed", async () => {
  const ticket = await aTicket("In three steps");
  await opens(page, ticket);
  const list = part(page, "To do");
  for (const step of ["Order it", "Build it in", "احذف القديم"]) {
    await list.getByRole("textbox", { name: "Add something to do" }).fill(step);
    await page.keyboard.press("Enter");
    await list.getByRole("checkbox", { name: step }).waitFor();
  }
  await list.getByRole("checkbox", { name: "Order it" }).click();
  await list.getByText("1 of 3").waitFor();
  await list.getByRole("button", { name: "Remove “Build it in”" }).click();
  await list.getByText("1 of 2").waitFor();
  await page.reload();
  await list.getByText("1 of 2").waitFor();
  expect(await list.getByRole("checkbox", { name: "Order it" }).isChecked()).toBe(true);
});

test("a due date is set on the clock of who looks, a window that ends before it begins is refused", async () => {
  const ticket = await aTicket("By Thursday");
  await opens(page, ticket);
  const due = part(page, "Due");
  await due.getByLabel("Due", { exact: true }).fill("2027-01-14T16:30");
  await page.keyboard.press("Enter");
  await told(page, "The due date is saved").waitFor();
  expect(Date.parse((await stands(ticket)).due_at ?? "")).toBe(Date.parse("2027-01-14T16:30:00+02:00"));
  await due.getByLabel("From").fill("2027-01-12T10:00");
  await page.keyboard.press("Enter");
  await told(page, "The time window is saved").first().waitFor();
  await due.getByLabel("To").fill("2027-01-12T09:00");
  await page.keyboard.press("Enter");
  await due.getByRole("alert").waitFor();
  await page.reload();
  expect(await due.getByLabel("Due", { exact: true }).inputValue()).toBe("2027-01-14T16:30");
});

test("fields come and go as one types, and say what is wrong with them", async () => {
  await theFields();
  const ticket = await aTicket("A device that does not start");
  await opens(page, ticket);
  const fields = part(page, "Fields");
  await fields.getByRole("combobox", { name: "Kind of device" }).click();
  expect(await fields.getByRole("textbox", { name: "Serial number" }).count()).toBe(0);
  await page.getByRole("option", { name: "Laptop" }).click();
  await fields.getByRole("textbox", { name: "Serial number" }).waitFor();
  await fields.getByRole("status").getByText("Serial number").waitFor();
  expect((await stands(ticket)).fields).toEqual({});
  await fields.getByRole("textbox", { name: "Serial number" }).fill("not a number");
  await page.keyboard.press("Tab");
  await fields.getByText(/SN-/).waitFor();
  expect((await stands(ticket)).fields).toEqual({});
  await fields.getByRole("textbox", { name: "Serial number" }).fill("SN-12345");
  await page.keyboard.press("Tab");
  await told(page, "The fields are saved").waitFor();
  expect((await stands(ticket)).fields).toEqual({ device_kind: "laptop", serial: "SN-12345" });
  await page.reload();
  expect(await fields.getByRole("textbox", { name: "Serial number" }).inputValue()).toBe("SN-12345");
  await fields.getByRole("combobox", { name: "Kind of device" }).click();
  await page.getByRole("option", { name: "None of these" }).click();
  await fields.getByRole("textbox", { name: "Serial number" }).waitFor({ state: "detached" });
});

/** A laptop has a serial number, which then has to be told. Made once for all runs against one server. */
async function theFields() {
  const there = await api<{ items: { key: string }[] }>("GET", "/fields");
  if (there.items.some((field) => field.key === "device_kind")) return;
  const choices = [
    { key: "laptop", name: "Laptop" },
    { key: "phone", name: "None of these" },
  ];
  await api("POST", "/fields", { key: "device_kind", name: "Kind of device", kind: { type: "choice", choices } });
  const kind = { type: "regex", pattern: "SN-[0-9]{5}", hint: "SN-00000" };
  const shown_if = { path: "fields.device_kind", op: "eq", value: "laptop" };
  await api("POST", "/fields", { key: "serial", name: "Serial number", kind, shown_if, required: true });
}
