/** Takes the picture that the README opens with, of the program with its demo data: `scripts/browser.sh --screenshot`. */
import { chromium } from "playwright-core";

const server = process.env.DOCKET_BROWSER_TEST_URL;
const [email, password, picture] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.DOCKET_BROWSER_TEST_BROWSER,
  args: ["--no-sandbox", "--disable-dev-shm-usage"],
});
const context = await browser.newContext({
  baseURL: server,
  viewport: { width: 1600, height: 960 },
  reducedMotion: "reduce",
});
await context.addInitScript(() => localStorage.setItem("docket.language", "en"));
const answered = await context.request.post(`${server}/api/v1/session`, {
  data: { email, password },
  headers: { "X-Docket-CSRF": "1", "Sec-Fetch-Site": "same-origin" },
});
if (!answered.ok()) throw new Error(`signing in as ${email}: ${await answered.text()}`);
const page = await context.newPage();
await page.goto("/tickets?view=all_open");
const row = page.getByRole("row").filter({ hasText: /[a-z]/ }).nth(4);
await row.waitFor();
await row.click();
await page.getByRole("slider").waitFor();
await page.waitForLoadState("networkidle").catch(() => undefined);
await page.screenshot({ path: picture });
await browser.close();
