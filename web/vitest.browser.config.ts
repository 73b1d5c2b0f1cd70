/** Tests in a real browser against the real program; scripts/browser.sh starts what they need. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["browser/**/*.test.ts"],
    environment: "node",
    // limits for what hangs; nothing is measured by them
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    // one server and two cores: files go one after another
    fileParallelism: false,
  },
});
