/** The program under test: where it is, and what is put into it before a browser looks. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

function told(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run these tests by scripts/browser.sh`);
  return value;
}

export const SERVER = told("DOCKET_BROWSER_TEST_URL");
const KEY = told("DOCKET_BROWSER_TEST_KEY");
const PROGRAM = told("DOCKET_BROWSER_TEST_PROGRAM");
export const PASSWORD = "four words of mine";

/** Asks the API as an administrator. */
export async function api<T>(method: string, path: string, body?: unknown): Promise<T> {
  const headers = { Authorization: `Bearer ${KEY}`, "Content-Type": "application/json" };
  const init: RequestInit = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
  const response = await fetch(`${SERVER}/api/v1${path}`, init);
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** Uploads a file, to be named in a ticket or a message. */
export async function upload(name: string, mediaType: string, content: Uint8Array | string): Promise<string> {
  const headers = { Authorization: `Bearer ${KEY}`, "Content-Type": mediaType };
  const address = `${SERVER}/api/v1/attachments?name=${encodeURIComponent(name)}`;
  const response = await fetch(address, { method: "POST", headers, body: content as BodyInit });
  if (!response.ok) throw new Error(`upload of ${name}: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { id: string }).id;
}

export type Member = { id: string; name: string; email: string };

/** A member who can sign in with `PASSWORD`. */
export async function member(name: string, email: string, more: object = {}): Promise<Member> {
  const made = await api<{ id: string }>("POST", "/members", { name, email, ...more });
  const { stdout } = await run(PROGRAM, ["invite", email]);
  const token = /#([\w-]+)/.exec(stdout)?.[1];
  await api("POST", "/invitations/accept", { token, password: PASSWORD });
  return { id: made.id, name, email };
}
