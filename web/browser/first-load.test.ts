/** What a browser that was never here fetches to show the list, and how deep its requests wait for each other. */
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
