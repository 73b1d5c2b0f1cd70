/** Gives each file of tests an installation of its own: what one file changes, no other sees. */
import { afterAll } from "vitest";
import { installation } from "./installation";

const { url, key, folder, end } = await installation();
process.env.DOCKET_BROWSER_TEST_URL = url;
process.env.DOCKET_BROWSER_TEST_KEY = key;
process.env.DOCKET_DATA_DIR = folder;
afterAll(end);
