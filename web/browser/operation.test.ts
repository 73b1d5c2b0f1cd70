/** What leaves the house, and how the installation runs, for whoever operates it. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeBrowser, complaints, LANGUAGES, signedIn } from "./support/browser";
import { api } from "./support/server";
import { type Forms, forms } from "./support/settings";
import { soon } from "./support/soon";
import { words } from "./support/words";
import { type World, world } from "./support/world";

const w = words("en");
const URL = "https://hooks.example.org/docket";
let desk: World;
let page: Page;
let form: Forms;
beforeAll(async () => {
  desk = await world();
  page = await signedIn(desk.admin.email, { height: 1200 });
  form = forms(page, w);
});
afterAll(closeBrowser);

type Delivery = { id: string; kind: string; state: string; round: number; endpoint: string };
const deliveries = async () => (await api<{ items: Delivery[] }>("GET", "/outbox?limit=100")).items;
const to = async (endpoint: string) => (await deliveries()).find((one) => one.endpoint === endpoint);

/** Calls go into files of this folder; where a file stands in its place, none gets through. */
const folder = join(process.env.DOCKET_DATA_DIR ?? "", "outbox", "webhook");
const block = () => {
  rmSync(folder, { recursive: true });
  writeFileSync(folder, "");
};
const unblock = () => {
  rmSync(folder);
  mkdirSync(folder);
};

async function happens(): Promise<void> {
  await api("POST", "/rules", {
    name: "Tell the warehouse",
    on: ["ticket.created"],
    do: [
      { type: "call_webhook", url: URL },
      {
        type: "send_mail",
        to: [{ type: "requester" }],
        subject: "We have {{ticket.number}}",
        body: "Dear {{customer.name}},\nwe look at it.",
      },
    ],
  });
  await api("POST", "/tickets", {
    subject: "A pallet is missing",
    description: "Since Monday.",
    requester: { name: "Noa Bar", email: "noa@acme.example" },
    department_id: desk.departments.support,
  });
}

const row = (endpoint: string) => page.getByRole("row").filter({ hasText: endpoint });
async function does(endpoint: string, key: string): Promise<void> {
  await page.getByRole("button", { name: w("settings_list_more", { name: endpoint }) }).click();
  await page.getByRole("menuitem", { name: w(key), exact: true }).click();
}
const isShownAs = (endpoint: string, key: string) => row(endpoint).getByText(w(key), { exact: true }).first().waitFor();

test("what cannot be sent waits and says why; it is set aside, cancelled, and sent again", async () => {
  block();
  await happens();
  await soon(async () => (await to(URL))?.state).toBe("waiting");
  await form.opens("outbox");
  await isShownAs(URL, "settings_outbox_waiting");
  await row(URL).getByText(folder).waitFor();
  await soon(async () => {
    // a try in between makes the one that is shown an old one, which nobody may park
    if ((await to(URL))?.state === "waiting") {
      const answered = page.waitForResponse((response) => response.url().endsWith("/park"));
      await Promise.all([answered, does(URL, "settings_outbox_park")]);
    }
    return (await to(URL))?.state;
  }).toBe("parked");
  await isShownAs(URL, "settings_outbox_parked");
  await does(URL, "settings_outbox_cancel");
  await isShownAs(URL, "settings_outbox_cancelled");
  expect((await to(URL))?.state).toBe("cancelled");
  unblock();
  await does(URL, "settings_outbox_resend");
  await isShownAs(URL, "settings_outbox_sent");
  expect((await to(URL))?.state).toBe("sent");
});

test("what was sent is shown as whoever gets it reads it, and goes out once more", async () => {
  await form.opens("outbox");
  const mail = "noa@acme.example";
  await isShownAs(mail, "settings_outbox_sent");
  await does(mail, "settings_outbox_show");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Dear Noa Bar,").waitFor();
  await dialog.getByText(/^We have .*\d+$/).waitFor();
  await dialog.getByRole("link", { name: "Tell the warehouse" }).waitFor();
  const { violations } = await new AxeBuilder({ page }).include('[role="dialog"]').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await does(mail, "settings_outbox_resend");
  await soon(async () => (await to(mail))?.round).toBe(2);
  await does(URL, "settings_outbox_show");
  await dialog.getByText('"on": "ticket.created"').waitFor();
});

test("the list is narrowed by state and kind", async () => {
  await form.opens("outbox");
  await row(URL).waitFor();
  await form.chooses(form.combobox(w("settings_outbox_kind")), w("settings_outbox_mail"));
  await expect.poll(() => row(URL).count()).toBe(0);
  expect(await row("noa@acme.example").count()).toBe(1);
  await form.chooses(form.combobox(w("settings_outbox_state")), w("settings_outbox_parked"));
  await form.said("settings_outbox_none");
});

test.each(LANGUAGES)("how the installation runs is told in %s", async (language) => {
  const own = await signedIn(desk.admin.email, { language });
  const heard = complaints(own);
  const v = words(language);
  const system = await api<{ version: string; projections: { name: string }[] }>("GET", "/system");
  await own.goto("/settings/system");
  await own.getByText(system.version, { exact: true }).first().waitFor();
  await own
    .getByRole("status")
    .filter({ hasText: v("settings_system_fine") })
    .waitFor();
  for (const name of ["catalog", "relay", "automation", ...system.projections.map((one) => one.name)]) {
    expect(await own.getByRole("rowheader", { name: v(`settings_system_${name}`), exact: true }).count()).toBe(1);
  }
  const { violations } = await new AxeBuilder({ page: own }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  expect(heard).toEqual([]);
  await own.context().close();
});

test("whoever may not see how it runs does not find the page", async () => {
  const own = await signedIn(desk.dana.email);
  await own.goto("/settings");
  await own.getByRole("heading", { level: 1 }).waitFor();
  expect(await own.getByRole("link", { name: w("settings_system_title") }).count()).toBe(0);
  await own.context().close();
});
