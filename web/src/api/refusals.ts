/** The server speaks English: its sentences in the reader's language, by a dictionary that only those load who need it. */
import type { components } from "#/api/schema";
import { getLocale } from "#/paraglide/runtime.js";

type Problem = components["schemas"]["Problem"];
export type Told = (sentence: string) => string;

const asItIs: Told = (sentence) => sentence;

/** What turns the server's sentences into the reader's; those that nobody knows stay as they are. */
export async function teller(locale: string = getLocale()): Promise<Told> {
  if (locale === "en") return asItIs;
  try {
    return (await import("./refusals/dictionary")).inReadersWords;
  } catch {
    return asItIs;
  }
}

/** A problem whose sentences the reader can read. */
export async function readable(problem: Problem | undefined): Promise<Problem | undefined> {
  if (problem === undefined) return undefined;
  const told = await teller();
  const errors = problem.errors?.map((error) => ({ ...error, detail: told(error.detail) }));
  return { ...problem, detail: told(problem.detail), ...(errors && { errors }) };
}
