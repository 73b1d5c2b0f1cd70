/** What a browser that was never here fetches to show the list, and how deep its requests wait for each other. */
import type { Page, Request } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeBrowser, signedIn } from "./support/browser";
import { type World, world } from "./support/world";

/** Page, scripts and styles, as they go over the wire, heads and all; fonts and answers are as the tickets are written. */
const AT_MOST = 250_000;

let desk: World;
beforeAll(async () => {
  desk = await world();
});
afterAll(closeBrowser);

test("the first load carries at most 250 kB", async () => {
  const page = await signedIn(desk.dana.email);
  const wire = await page.context().newCDPSession(page);
  await wire.send("Network.enable");
  const names = new Map<string, string>();
  const sizes = new Map<string, number>();
  wire.on("Network.responseReceived", (event) => names.set(event.requestId, event.response.url));
  wire.on("Network.loadingFinished", (event) => sizes.set(event.requestId, event.encodedDataLength));
  // what is fetched once there is nothing to do is not of the first load
  await page.addInitScript(() => {
    window.requestIdleCallback = () => 0;
  });
  await page.goto("/tickets?view=all_open");
  await page.getByText("Invoice 2231").first().waitFor();
  const of = (wanted: (url: string) => boolean) =>
    [...sizes].filter(([id]) => wanted(names.get(id) ?? "")).reduce((sum, [, size]) => sum + size, 0);
  const fonts = of((url) => url.endsWith(".woff2"));
  const answers = of((url) => url.includes("/api/"));
  const code = of(() => true) - fonts - answers;
  console.log(`first load: ${code} bytes of code, ${fonts} of fonts, ${answers} of answers; ${sizes.size} requests`);
  expect(code).toBeGreaterThan(50_000);
  expect(code).toBeLessThanOrEqual(AT_MOST);
  await page.context().close();
});

/** What a page asks the service until it can be used, apart from what stays open. */
async function asked(page: Page, during: () => Promise<unknown>): Promise<string[]> {
  const addresses: string[] = [];
  const note = (request: Request) => {
    const { pathname, search } = new URL(request.url());
    if (pathname.startsWith("/api/") && pathname !== "/api/v1/events/stream") addresses.push(pathname + search);
  };
  page.on("request", note);
  await during();
  page.off("request", note);
  return addresses;
}

test("the first load asks for everything at once, and for nothing twice", async () => {
  const page = await signedIn(desk.dana.email);
  const shown = () => page.getByText("Invoice 2231").first().waitFor();
  // once it stands, what was read before is read again when there is time
  await page.route("**/api/v1/events/stream", () => undefined);
  await page.goto("/tickets?view=all_open");
  await shown();
  // somebody who was here before, and whose browser kept nothing but that
  const all = await asked(page, async () => {
    await page.reload();
    await shown();
  });
  expect(all.length).toBeGreaterThan(10);
  expect(all).toEqual([...new Set(all)]);

  // nothing is answered until everything is asked: a request that waits for the answer to another would wait for ever
  const held = new Set<string>();
  let release = () => undefined as unknown;
  const everything = new Promise((resolve) => {
    release = () => resolve(undefined);
  });
  await page.route("**/api/v1/**", async (route) => {
    const { pathname, search } = new URL(route.request().url());
    if (pathname.endsWith("/stream")) return;
    held.add(pathname + search);
    if (all.every((address) => held.has(address))) release();
    await everything;
    await route.continue();
  });
  await page.reload();
  await shown();
  await page.context().close();
});
