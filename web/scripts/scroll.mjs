/** Measures how whole a list of very many tickets is while it is scrolled: `scripts/browser.sh --scroll`. */
import { chromium } from "playwright-core";

const server = process.env.DOCKET_BROWSER_TEST_URL;
const [email, password] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.DOCKET_BROWSER_TEST_BROWSER,
  args: ["--no-sandbox", "--disable-dev-shm-usage"],
  // the bar is there to be dragged
  ignoreDefaultArgs: ["--hide-scrollbars"],
});
const SCROLLER = '[role="group"]:has(> [role="table"])';

async function newPage() {
  const context = await browser.newContext({ baseURL: server, viewport: { width: 1440, height: 900 } });
  await context.addInitScript(() => localStorage.setItem("docket.language", "en"));
  const answered = await context.request.post(`${server}/api/v1/session`, {
    data: { email, password },
    headers: { "X-Docket-CSRF": "1", "Sec-Fetch-Site": "same-origin" },
  });
  if (!answered.ok()) throw new Error(await answered.text());
  return context.newPage();
}

/** Looks at each frame: what of the rows' place is covered by rows, what by shapes of rows, and what by nothing. */
function watch(selector) {
  const scroller = document.querySelector(selector);
  const body = scroller.querySelector('[role="rowgroup"]:last-child');
  const frames = [];
  const look = () => {
    const { top, bottom } = scroller.getBoundingClientRect();
    const head = scroller.querySelector('[role="rowgroup"]').getBoundingClientRect().height;
    const place = body.getBoundingClientRect();
    const [from, to] = [Math.max(top + head, place.top), Math.min(top + scroller.clientHeight, place.bottom, bottom)];
    const frame = { at: performance.now(), rows: 0, shapes: 0, nothing: 0 };
    for (const row of body.children) {
      const { top, bottom } = row.getBoundingClientRect();
      const seen = Math.max(0, Math.min(bottom, to) - Math.max(top, from));
      frame[row.hasAttribute("data-skeleton") ? "shapes" : "rows"] += seen;
    }
    frame.nothing = Math.max(0, to - from - frame.rows - frame.shapes);
    frames.push(frame);
    globalThis.watching = requestAnimationFrame(look);
  };
  globalThis.frames_seen = frames;
  look();
}

function watched() {
  cancelAnimationFrame(globalThis.watching);
  return globalThis.frames_seen;
}

const frame = (page) => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => resolve())));
const isWhole = () => {
  const scroller = document.querySelector('[role="group"]:has(> [role="table"])');
  const { top, bottom } = scroller.getBoundingClientRect();
  const seen = [...scroller.querySelectorAll("[data-row], [data-skeleton]")].filter((row) => {
    const at = row.getBoundingClientRect();
    return at.bottom > top && at.top < bottom;
  });
  return seen.length > 10 && seen.every((row) => !row.hasAttribute("data-skeleton"));
};

function told(what, frames, settled) {
  const share = ({ rows, shapes, nothing }, of) => of / Math.max(1, rows + shapes + nothing);
  const blank = frames.filter((one) => one.nothing > 1);
  const shaped = frames.filter((one) => one.shapes > 1);
  const worst = Math.max(...frames.map((one) => share(one, one.nothing)));
  const waited = frames.reduce((sum, one) => sum + share(one, one.shapes), 0) / frames.length;
  const percent = (value) => `${(100 * value).toFixed(1)} %`;
  console.log(
    `${what}: ${frames.length} frames; with a blank place ${blank.length} (at worst ${percent(worst)} of the rows in sight), ` +
      `with shapes of rows ${shaped.length} (${percent(waited)} of the rows over all frames); whole ${Math.round(settled)} ms after the last move`,
  );
}

async function measured(page, what, move) {
  await page.evaluate(watch, SCROLLER);
  await move();
  const stopped = performance.now();
  // the page's policy lets nobody evaluate words in it, as waiting for a function would
  while (!(await page.evaluate(isWhole))) await frame(page);
  told(what, await page.evaluate(watched), performance.now() - stopped);
}

const page = await newPage();
await page.goto("/tickets?all=true");
await page.locator("[data-row]").first().waitFor();
const scroller = page.locator(SCROLLER);
const box = await scroller.boundingBox();
const total = await scroller.locator('[role="table"]').getAttribute("aria-rowcount");
console.log(`a list of ${Number(total) - 1} tickets`);
const scrolled = () => scroller.evaluate((one) => one.scrollTop);

async function wheel(by, times) {
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (let turn = 0; turn < times; turn += 1) {
    await page.mouse.wheel(0, by);
    await frame(page);
  }
}

async function keys(key, times) {
  await scroller.focus();
  for (let press = 0; press < times; press += 1) {
    await page.keyboard.press(key);
    await frame(page);
  }
}

/** Takes the thumb at the top and pulls it down, a little with each frame. */
async function drag(to, steps) {
  await scroller.evaluate((one) => one.scrollTo({ top: 0 }));
  await frame(page);
  const x = box.x + box.width - 7;
  // below the arrow that ends the bar
  const top = box.y + 26;
  await page.mouse.move(x, top);
  await page.mouse.down();
  for (let step = 1; step <= steps; step += 1) {
    await page.mouse.move(x, top + (to * (box.height - 52) * step) / steps);
    await frame(page);
  }
  await page.mouse.up();
  if ((await scrolled()) < 10_000) throw new Error("the scroll bar was not dragged");
}

await measured(page, "wheel, 120 px a frame", () => wheel(120, 200));
await measured(page, "wheel, 1,200 px a frame", () => wheel(1_200, 120));
await measured(page, "PageDown held down", () => keys("PageDown", 60));
await measured(page, "End", () => keys("End", 1));
await measured(page, "PageUp from the end", () => keys("PageUp", 40));
await measured(page, "Home", () => keys("Home", 1));
await measured(page, "scroll bar dragged to the middle", () => drag(0.5, 60));
await measured(page, "scroll bar dragged to the end and let go", () => drag(1, 30));
await browser.close();
