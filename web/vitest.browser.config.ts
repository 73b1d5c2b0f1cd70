/** Tests in a real browser against the real program; scripts/browser.sh finds what they need. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["browser/**/*.test.ts"],
    environment: "node",
    // limits for what hangs; nothing is measured by them
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // on a machine that does other things besides: once more, which the report tells
    retry: process.env.CI ? 1 : 0,
    expect: { poll: { timeout: 20_000 } },
    setupFiles: ["browser/support/start.ts"],
    // each has a server and a browser of its own
    maxWorkers: 2,
  },
});
