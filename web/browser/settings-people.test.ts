/** The organisation, its members, and the words they have ready: every part is changed, and stands after a reload. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeBrowser, complaints, signedIn } from "./support/browser";
import { api } from "./support/server";
import { type Forms, forms, kept, type Setting } from "./support/settings";
import { words } from "./support/words";
import { type World, world } from "./support/world";

const w = words("en");
let desk: World;
let page: Page;
let form: Forms;
let heard: string[];
beforeAll(async () => {
  desk = await world();
  page = await signedIn(desk.admin.email, { height: 1600 });
  form = forms(page, w);
  heard = complaints(page);
});
afterAll(closeBrowser);

test("all of the organisation is changed in one form: name, numbers, files, languages, portal", async () => {
  await form.opens("workspace");
  await form.box(w("settings_workspace_name")).fill("Carmel Care Group");
  await form.box(w("settings_workspace_prefix")).fill("CC-");
  await form.box(w("settings_workspace_padding")).fill("5");
  await form.chooses(form.combobox(w("settings_workspace_first_status")), "In progress");
  const files = w("settings_workspace_files");
  await form.combobox(w("settings_kit_unit", { of: files })).selectOption(w("settings_kit_megabytes"));
  await form.box(files).fill("750");
  for (const portal of ["enabled", "form", "close", "organisation"]) {
    await page.getByRole("switch", { name: w(`settings_workspace_portal_${portal}`) }).press("Space");
  }
  const sites = form.combobox(w("settings_workspace_portal_sites"));
  await sites.fill("https://carmel.example.org");
  await sites.press("Enter");
  await form.saves("settings_customer_saved");
  expect(await api<Setting>("GET", "/workspace")).toMatchObject({
    name: "Carmel Care Group",
    number_prefix: "CC-",
    number_padding: 5,
    first_status: "in_progress",
    max_ticket_attachment_bytes: 750 * 1_048_576,
    portal: {
      enabled: true,
      form: true,
      may_close: true,
      organisation_tickets: true,
      form_sites: ["https://carmel.example.org"],
    },
  });
  await page.reload();
  await expect.poll(() => form.box(files).inputValue()).toBe("750");
});

test("what another changes of the organisation meanwhile stays, and so does what one typed", async () => {
  await form.opens("workspace");
  const name = form.box(w("settings_workspace_name"));
  await name.fill("Carmel");
  await api("PATCH", "/workspace", { number_prefix: "CARE-" });
  await expect.poll(() => form.box(w("settings_workspace_prefix")).inputValue()).toBe("CARE-");
  expect(await name.inputValue()).toBe("Carmel");
  await form.saves("settings_customer_saved");
  expect(await api<Setting>("GET", "/workspace")).toMatchObject({ name: "Carmel", number_prefix: "CARE-" });
});

test("two who change the same part are told of each other, and nothing is written over", async () => {
  const department = await api<Setting>("POST", "/departments", { name: "Repairs" });
  await form.opens(`departments/${department.id}`);
  await form.box(w("settings_departments_description")).fill("Ours");
  await api("PATCH", `/departments/${department.id}`, { description: "Theirs" });
  await form.button("common_save").click();
  await form.said("settings_form_outdated");
  expect((await kept("departments", "Repairs"))?.description).toBe("Theirs");
  expect(await form.box(w("settings_departments_description")).inputValue()).toBe("Ours");
});

test("a member gets a role and departments, and loses them again", async () => {
  const made = await api<Setting>("POST", "/members", { name: "Omar Said", email: "omar@example.org" });
  await form.opens(`members/${made.id}`);
  await form.chooses(form.combobox(w("settings_roles_title")), "Manager");
  await form.chooses(form.combobox(w("settings_departments_title")), "Support", "Billing");
  await form.saves("settings_customer_saved");
  const after = await kept("members", "Omar Said");
  expect(after?.roles).toEqual(["member", "manager"]);
  expect(new Set(after?.department_ids as string[])).toEqual(
    new Set([desk.departments.support, desk.departments.billing]),
  );
  await form.opens(`members/${made.id}`);
  const departments = form.combobox(w("settings_departments_title"));
  await departments.press("Backspace");
  await departments.press("Escape");
  await form.saves("settings_customer_saved");
  expect((await kept("members", "Omar Said"))?.department_ids).toHaveLength(1);
});

test("the words of a macro have placeholders, and one that there is not is refused", async () => {
  await form.opens("macros/new");
  await form.box(w("common_name")).fill("We look at it");
  await page.getByRole("switch", { name: w("settings_macros_text") }).press("Space");
  const body = form.box(w("settings_action_body"));
  await body.fill("Dear {{customer.nam}},");
  await form.button("common_save").click();
  await expect.poll(() => body.getAttribute("aria-invalid")).toBe("true");
  await page
    .getByText(/there is no placeholder .*customer\.nam\b/)
    .first()
    .waitFor();
  await body.fill("Dear {{customer.name}},\nwe look at {{ticket.number}}.");
  await form.saves();
  expect((await kept("macros", "We look at it"))?.text).toEqual({
    visibility: "public",
    body: "Dear {{customer.name}},\nwe look at {{ticket.number}}.",
  });
});

test("nothing was complained about on the way", () => {
  // what was refused on purpose is told of by the browser too
  expect(heard.filter((one) => !/ (412|422) /.test(one))).toEqual([]);
});
