/** An installation of its own, as `docket up` begins it on somebody's machine. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export type Installation = {
  url: string;
  /** The link with which the first administrator sets a password. */
  link: string;
  /** Of an administrator. */
  key: string;
  /** Where its data lie. */
  folder: string;
  api: <T>(path: string) => Promise<T>;
  end: () => Promise<void>;
};

/** Begins one; that takes as long as making a database does. */
export async function installation(): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), "docket-fresh."));
  chmodSync(folder, 0o755); // the private servers run as another account where this is root
  const url = `http://127.0.0.1:${await freePort()}`;
  const program = spawn(process.env.DOCKET_BROWSER_TEST_PROGRAM ?? "", ["--data-dir", folder, "up"], {
    env: { ...alone(), DOCKET_LISTEN: new URL(url).host, DOCKET_LOG: "error" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const end = async () => {
    await ended(program);
    rmSync(folder, { recursive: true, force: true });
  };
  const { link, key } = await greeted(program).catch(async (error: unknown) => {
    await end();
    throw error;
  });
  const api = async <T>(path: string) => {
    const answered = await fetch(`${url}/api/v1${path}`, { headers: { Authorization: `Bearer ${key}` } });
    if (!answered.ok) throw new Error(`GET ${path}: ${answered.status} ${await answered.text()}`);
    return (await answered.json()) as T;
  };
  return { url, link, key, folder, api, end };
}

/** Without the services of the other tests. */
function alone(): NodeJS.ProcessEnv {
  const { DOCKET_DATABASE_URL: _, DOCKET_NATS_URL: __, DOCKET_DATA_DIR: ___, ...others } = process.env;
  return others;
}

/** What it says in front of the terminal once it is ready. */
async function greeted(program: ChildProcess): Promise<{ link: string; key: string }> {
  let link = "";
  if (program.stdout === null) throw new Error("it says nothing");
  for await (const line of createInterface({ input: program.stdout })) {
    link = /first password\s+(\S+)/.exec(line)?.[1] ?? link;
    const key = /API key\s+(\S+)/.exec(line)?.[1];
    if (key) {
      program.stdout.resume(); // it must not wait for somebody to read on
      return { link, key };
    }
  }
  throw new Error("docket up ended before it was ready");
}

async function ended(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null) return;
  program.kill("SIGTERM");
  await once(program, "exit");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
