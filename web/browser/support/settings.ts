/** What one does with forms of settings. */
import type { Locator, Page } from "playwright-core";
import { api } from "./server";
import type { words } from "./words";

export type Setting = { id: string; name: string; retired: boolean } & Record<string, unknown>;

/** As it stands with the server. */
export async function kept(kind: string, name: string): Promise<Setting | undefined> {
  const { items } = await api<{ items: Setting[] }>("GET", `/${kind}?limit=200&include_retired=true`);
  return items.find((one) => one.name === name);
}

export type Forms = ReturnType<typeof forms>;

export function forms(page: Page, w: ReturnType<typeof words>) {
  const button = (key: string, within: Page | Locator = page) =>
    within.getByRole("button", { name: w(key), exact: true });
  const box = (name: string, within: Page | Locator = page) => within.getByRole("textbox", { name, exact: true });
  const combobox = (name: string, within: Page | Locator = page) => within.getByRole("combobox", { name, exact: true });
  const said = (key: string, values?: Record<string, string>) => page.getByText(w(key, values)).first().waitFor();
  const row = (name: string) =>
    page
      .getByRole("main")
      .getByRole("listitem")
      .filter({ has: page.getByRole("link", { name }) });
  const opens = async (path: string) => {
    await page.goto(`/settings/${path}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
  };
  const chooses = async (of: Locator, ...options: string[]) => {
    for (const option of options) {
      await of.press("ArrowDown");
      await page.getByRole("option", { name: option, exact: true }).click();
    }
    await of.press("Escape");
  };
  const saves = async (key = "settings_form_created") => {
    await button("common_save").click();
    await page
      .getByRole("alert")
      .filter({ hasText: w(key) })
      .first()
      .waitFor();
  };
  return { button, box, combobox, said, row, opens, chooses, saves };
}
