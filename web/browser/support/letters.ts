/** Letters that the program wrote: without a mail server each becomes a file. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";

/** The path and token of the link in the newest letter to somebody, such as `/reset#…`. */
export async function linkTo(email: string, path: "/reset" | "/invitation"): Promise<string> {
  const found = () => linksIn(lettersTo(email), path).at(-1);
  await expect.poll(found, { timeout: 20_000 }).toBeTruthy();
  return found() ?? "";
}

function lettersTo(email: string): string[] {
  const folder = join(process.env.DOCKET_DATA_DIR ?? "", "mail");
  const files = readdirSync(folder).filter((name) => name.endsWith(".eml"));
  const letters = files.map((name) => readFileSync(join(folder, name), "utf8"));
  return letters.filter((letter) => new RegExp(`^To:.*${email}`, "m").test(letter));
}

function linksIn(letters: string[], path: string): string[] {
  // lines that were too long are folded (RFC 2045)
  const unfolded = letters.map((letter) => letter.replace(/=\r?\n/g, "").replace(/=3D/g, "="));
  return unfolded.flatMap((letter) => letter.match(new RegExp(`${path}#[\\w-]+`, "g")) ?? []);
}
