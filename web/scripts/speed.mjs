/** Measures the console as people meet it, on a quiet machine with demo data: `scripts/browser.sh --speed`. */
import { chromium } from "playwright-core";

const ROUNDS = 7;
const server = process.env.DOCKET_BROWSER_TEST_URL;
const [email, password] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.DOCKET_BROWSER_TEST_BROWSER,
  args: ["--no-sandbox", "--disable-dev-shm-usage"],
});

function told(what, times) {
  const sorted = [...times].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  console.log(`${what}: median ${Math.round(middle)} ms, slowest ${Math.round(sorted.at(-1))} ms of ${sorted.length}`);
}

async function newPage(language = "en") {
  const context = await browser.newContext({ baseURL: server, viewport: { width: 1440, height: 900 } });
  await context.addInitScript((chosen) => localStorage.setItem("docket.language", chosen), language);
  const answered = await context.request.post(`${server}/api/v1/session`, {
    data: { email, password },
    headers: { "X-Docket-CSRF": "1", "Sec-Fetch-Site": "same-origin" },
  });
  if (!answered.ok()) throw new Error(await answered.text());
  return context.newPage();
}

/** Runs in the page: when a ticket stood there that could be clicked, and the page had time for the click. */
function noteUsable() {
  window.usableAt = new Promise((resolve) => {
    const look = () => {
      if (!document.querySelector('[role="row"] a')) return requestAnimationFrame(look);
      // painted in the next frame, and what was waiting behind it done
      return requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
    };
    look();
  });
}

/** Runs in the page: until the parts of a ticket's page have come, the last of them too, and nothing else is to be done. */
function ahead() {
  const isThere = () => performance.getEntriesByType("resource").some(({ name }) => /Happened/.test(name));
  return new Promise((resolve) => {
    const look = () => (isThere() ? requestIdleCallback(() => resolve()) : requestAnimationFrame(look));
    look();
  });
}

/** From going to the address until a ticket can be clicked, with nothing kept and a processor four times as slow. */
async function firstLoad(language) {
  const page = await newPage(language);
  await page.addInitScript(noteUsable);
  const wire = await page.context().newCDPSession(page);
  await wire.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.goto("/tickets?view=all_open", { waitUntil: "commit" });
  const took = await page.evaluate(() => window.usableAt);
  await page.context().close();
  return took;
}

/** From the click until what was said stands there, measured in the page itself. */
async function opening(page, row) {
  const link = page.locator('[role="row"] a').nth(row);
  await link.hover();
  return link.evaluate(
    (element) =>
      new Promise((resolve) => {
        const number = /\d+$/.exec(new URL(element.href).searchParams.get("open") ?? element.href)?.[0] ?? "none";
        const began = performance.now();
        // the pane of this very ticket, ready to be written in; the one before may still stand there
        const isOpen = (pane) => pane.getAttribute("aria-label")?.endsWith(number) && pane.querySelector("textarea");
        const look = () => {
          if ([...document.querySelectorAll("section[aria-label]")].some(isOpen)) resolve(performance.now() - began);
          else requestAnimationFrame(look);
        };
        element.click();
        requestAnimationFrame(look);
      }),
  );
}

for (const language of ["en", "ar", "he"]) {
  const loads = [];
  for (let round = 0; round < ROUNDS; round += 1) loads.push(await firstLoad(language));
  told(`first load until a ticket can be clicked, processor slowed four times, ${language}`, loads);
}

/** Tickets opened one after the other by somebody who comes anew: the first, and the others. */
async function session() {
  const page = await newPage();
  await page.goto("/tickets?view=all_open");
  await page.locator('[role="row"] a').first().waitFor();
  // the parts of a ticket's page come by themselves soon after the list
  await page.evaluate(ahead);
  const took = [];
  for (let row = 0; row < ROUNDS; row += 1) {
    took.push(await opening(page, row));
    await page.locator("textarea").first().waitFor();
  }
  await page.context().close();
  return took;
}

const sessions = [];
for (let round = 0; round < ROUNDS; round += 1) sessions.push(await session());
told(
  "opening the first ticket of a session beside the list",
  sessions.map(([first]) => first),
);
told(
  "opening the later ones",
  sessions.flatMap(([, ...later]) => later),
);
await browser.close();
