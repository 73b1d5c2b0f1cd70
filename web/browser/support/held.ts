/** A worker that stands still for as long as a test wants: what it has done by then is there to be looked at. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import { soon } from "./soon";

/** Waits where it wants to write its place in the log down, until the test is over at the latest. */
export type Held = {
  /** Lets it write once, and holds it where it wants to do so again. */
  step: () => Promise<void>;
  release: () => Promise<void>;
};

/** Takes hold of a worker that has nothing left to do. */
export async function held(worker: string): Promise<Held> {
  const lock = `SELECT position FROM es.checkpoints WHERE name = '${worker}' FOR UPDATE`;
  let holder = session();
  await soon(async () => {
    const place = await holder.tells(`ROLLBACK; BEGIN; ${lock}`);
    return (await holder.tells("SELECT max(position) FROM es.events")) === place;
  }, `${worker} at the end of the log`).toBe(true);
  const waiting = (many: number) =>
    soon(() => holder.tells("SELECT count(*) FROM pg_locks WHERE NOT granted"), `who waits for ${worker}'s place`).toBe(
      String(many),
    );
  const release = () => holder.end();
  onTestFinished(release);
  const step = async () => {
    await waiting(1);
    const next = session();
    const taken = next.tells(`BEGIN; ${lock}`); // in the queue, behind the worker
    await waiting(2);
    await holder.end();
    holder = next;
    await taken;
  };
  return { step, release };
}

/** Of the installation's own database server; what it holds is free at its end. */
function session() {
  const program = join(process.env.DOCKET_POSTGRES_BIN ?? "", "psql");
  const options = ["--no-psqlrc", "--quiet", "--tuples-only", "--no-align"];
  const env = { ...process.env, ...server(), PGOPTIONS: "-c client_min_messages=error" };
  const psql = spawn(program, options, { env, stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(psql, "exit");
  const lines = createInterface({ input: psql.stdout })[Symbol.asyncIterator]();
  const tells = async (query: string): Promise<string> => {
    psql.stdin.write(`${query};\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error(`psql ended at: ${query}`);
    return value;
  };
  const end = async () => {
    psql.stdin.end();
    await ended;
  };
  return { tells, end };
}

function server(): NodeJS.ProcessEnv {
  const folder = process.env.DOCKET_DATA_DIR ?? "";
  const link = join(folder, "cluster");
  const root = existsSync(link) ? realpathSync(link) : folder;
  const port = readFileSync(join(root, "postgres", "postmaster.pid"), "utf8").split("\n")[3];
  const password = readFileSync(join(root, "postgres.password"), "utf8").trim();
  return { PGHOST: "127.0.0.1", PGPORT: port, PGUSER: "postgres", PGPASSWORD: password, PGDATABASE: "docket" };
}
