/** What is promised by when, tried on the past; holidays from a file; rules that go by the clock. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeBrowser, complaints, signedIn } from "./support/browser";
import { api } from "./support/server";
import { type Forms, forms, kept } from "./support/settings";
import { words } from "./support/words";
import { world } from "./support/world";

const w = words("en");
let page: Page;
let form: Forms;
let heard: string[];
beforeAll(async () => {
  const { admin } = await world();
  page = await signedIn(admin.email, { height: 1600 });
  form = forms(page, w);
  heard = complaints(page);
});
afterAll(closeBrowser);

const targets = () => page.getByRole("group", { name: w("settings_sla_targets"), exact: true });
const trial = () => page.getByRole("region", { name: w("settings_try_title") });

async function lasts(what: string, count: string, unit: string, within = targets()): Promise<void> {
  await within.getByRole("textbox", { name: what, exact: true }).fill(count);
  await within.getByRole("combobox", { name: w("settings_kit_unit", { of: what }) }).selectOption(unit);
}

test("a policy is tried on past tickets before it is made, and each number leads to a ticket", async () => {
  await form.opens("sla_policies/new");
  await form.box(w("common_name")).fill("Answers within the hour");
  await lasts(w("settings_clock_first_response"), "1", "hours");
  await trial()
    .getByRole("combobox", { name: w("settings_try_period") })
    .selectOption("365");
  await form.button("settings_try_do", trial()).click();
  const told = await trial().getByRole("status").textContent();
  expect(told).toMatch(/[1-9]/);
  await trial()
    .getByRole("columnheader", { name: w("settings_sla_missed") })
    .waitFor();
  expect(await trial().getByRole("row").count()).toBeGreaterThan(1);
  await form.saves();
  const made = await kept("sla_policies", "Answers within the hour");
  expect(made?.targets).toMatchObject({ first_response: 3_600 });
});

test("a policy is changed in all its parts: priorities, hours, pauses, warnings", async () => {
  const made = await kept("sla_policies", "Answers within the hour");
  await form.opens(`sla_policies/${made?.id}`);
  await lasts(w("settings_clock_first_response"), "2", "hours");
  const urgent = page.getByRole("group", { name: "Urgent", exact: true });
  await urgent.getByRole("switch").press("Space");
  await lasts(w("settings_clock_first_response"), "15", "minutes", urgent);
  await form.chooses(form.combobox(w("settings_sla_hours")), w("settings_sla_hours_always"));
  await form.chooses(form.combobox(w("settings_sla_pause")), w("settings_category_on_hold"));
  const warnings = form.combobox(w("settings_sla_warn_at"));
  await warnings.fill("90");
  await warnings.press("Enter");
  await form.saves("settings_customer_saved");
  const changed = await kept("sla_policies", "Answers within the hour");
  expect(changed).toMatchObject({
    targets: { first_response: 7_200 },
    by_priority: { urgent: { first_response: 900 } },
    calendar: { type: "always_open" },
    pause: ["pending", "on_hold"],
    warn_at: [75, 90],
  });
});

test("a change of a policy that is there is tried in its place", async () => {
  const made = await kept("sla_policies", "Answers within the hour");
  await form.opens(`sla_policies/${made?.id}`);
  await lasts(w("settings_clock_first_response"), "3", "hours");
  const asked = page.waitForRequest("**/sla_policies/simulate");
  await form.button("settings_try_do", trial()).click();
  const sent = (await asked).postDataJSON();
  expect(sent.instead_of).toBe(made?.id);
  expect(sent.policy.targets.first_response).toBe(10_800);
  await trial().getByRole("status").waitFor();
  expect((await kept("sla_policies", "Answers within the hour"))?.targets).toMatchObject({ first_response: 7_200 });
});

const CALENDAR = (events: string[]) =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example.org//holidays//EN", ...events, "END:VCALENDAR", ""].join(
    "\r\n",
  );
const event = (name: string, day: string) => [
  "BEGIN:VEVENT",
  `UID:${name}@example.org`,
  `SUMMARY:${name}`,
  `DTSTART;VALUE=DATE:${day}`,
  "END:VEVENT",
];

async function takes(text: string): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await form.button("settings_calendars_import").click();
  await (await chooser).setFiles({ name: "holidays.ics", mimeType: "text/calendar", buffer: Buffer.from(text) });
}

test("holidays come from a file, are seen in the form at once, and a broken file says what is wrong in it", async () => {
  await form.opens("calendars/new");
  await form.box(w("common_name")).fill("Office");
  await form.saves();
  const made = await kept("calendars", "Office");
  await page.waitForURL(`**/settings/calendars/${made?.id}`);
  await takes(CALENDAR(["BEGIN:VEVENT", "UID:x@example.org", "DTSTART;VALUE=DATE:20260101", "END:VEVENT"]));
  const wrong = page.getByRole("alert").getByRole("listitem");
  await expect.poll(() => wrong.allTextContents()).toEqual(["Line 4: has no SUMMARY; say what the holiday is called"]);
  expect((await kept("calendars", "Office"))?.holidays).toEqual([]);
  await takes(CALENDAR([...event("עצמאות", "20260422"), ...event("Founding day", "20260901")]));
  await form.said("settings_calendars_imported");
  const holidays = page.getByRole("listitem").filter({ has: page.getByLabel(w("settings_calendars_first")) });
  await expect.poll(() => holidays.count()).toBe(2);
  expect(await form.box(w("common_name"), holidays.first()).inputValue()).toBe("עצמאות");
  expect((await kept("calendars", "Office"))?.holidays).toMatchObject([{ name: "עצמאות" }, { name: "Founding day" }]);
});

test("what was imported while the form was open stays when it is saved", async () => {
  const made = await kept("calendars", "Office");
  await form.opens(`calendars/${made?.id}`);
  await form.box(w("common_name")).first().fill("Office hours");
  await takes(CALENDAR(event("Harvest", "20260902")));
  await form.said("settings_calendars_imported");
  await form.saves("settings_customer_saved");
  expect((await kept("calendars", "Office hours"))?.holidays).toHaveLength(3);
});

async function acts(): Promise<void> {
  await form.button("settings_actions_add").click();
  const action = w("settings_kit_nth", { of: w("settings_actions_one"), n: "1" });
  await form.chooses(form.combobox(action), w("settings_action_add_tags"));
  const tags = form.combobox(w("common_tags"));
  await tags.fill("late");
  await tags.press("Enter");
}

test("a rule goes by the clock: so long after, so long before, on days of the week", async () => {
  await form.opens("rules/new");
  await form.box(w("common_name")).fill("Nobody looked");
  const timer = form.combobox(w("settings_rules_timer"));
  await form.chooses(timer, w("settings_timer_after"));
  await expect.poll(() => form.combobox(w("settings_rules_on")).count()).toBe(0);
  await form.box(w("settings_timer_length")).fill("2");
  await form.chooses(form.combobox(w("settings_timer_moment")), w("settings_moment_unassigned_since"));
  await acts();
  await form.saves();
  const after = await kept("rules", "Nobody looked");
  expect(after?.timer).toEqual({ type: "after", moment: "unassigned_since", seconds: 7_200, business_time: false });
  expect(after?.on).toEqual([]);
  await form.opens(`rules/${after?.id}`);
  await form.chooses(timer, w("settings_timer_schedule"));
  await form.chooses(form.combobox(w("settings_timer_days")), "Sunday");
  const times = form.combobox(w("settings_timer_times"));
  await times.fill("16:30");
  await times.press("Enter");
  await form.saves("settings_customer_saved");
  expect((await kept("rules", "Nobody looked"))?.timer).toMatchObject({
    type: "schedule",
    days: ["monday", "sunday"],
    times: ["08:00", "16:30"],
  });
  await form.row("Nobody looked").getByText(w("settings_timer_schedule")).waitFor();
});

test("a timer is taken away again, and events set the rule off", async () => {
  const made = await kept("rules", "Nobody looked");
  await form.opens(`rules/${made?.id}`);
  const timer = form.combobox(w("settings_rules_timer"));
  // by the keyboard: what is chosen is chosen away
  await form.chooses(timer, w("settings_timer_schedule"));
  await form.chooses(form.combobox(w("settings_rules_on")), w("settings_event_created"));
  await form.saves("settings_customer_saved");
  expect(await kept("rules", "Nobody looked")).toMatchObject({ timer: null, on: ["ticket.created"] });
});

test("what a rule would have done is shown ticket by ticket, with what matched", async () => {
  const made = await kept("rules", "Nobody looked");
  await form.opens(`rules/${made?.id}`);
  const { items } = await api<{ items: unknown[] }>("GET", "/tickets?limit=200");
  await form.button("settings_try_do", trial()).click();
  await trial().getByRole("status").waitFor();
  const rows = trial().getByRole("row");
  await expect.poll(() => rows.count()).toBe(items.length + 1);
  await rows.nth(1).getByRole("link").click();
  await page.waitForURL(/\/tickets\/\d+/);
});

test("nothing was complained about on the way", () => {
  expect(heard.filter((one) => !/ 422 /.test(one))).toEqual([]);
});
