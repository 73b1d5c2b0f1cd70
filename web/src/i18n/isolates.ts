/** Values within sentences, kept apart so that a name does not turn the words around it, and can be made to stand out. */

const BEGIN = "\u2068";
const END = "\u2069";

/** A value as a sentence takes it in (https://unicode.org/reports/tr9/#Explicit_Directional_Isolates). */
export function apart(value: string): string {
  return `${BEGIN}${value}${END}`;
}

export type Part = { text: string; value: boolean; at: number };

/** A sentence as words and values, one after another. A value may have such values in it again. */
export function parts(sentence: string): Part[] {
  const found: Part[] = [];
  let depth = 0;
  let start = 0;
  const cut = (end: number, value: boolean) => {
    if (end > start) found.push({ text: sentence.slice(start, end), value, at: start });
    start = end + 1;
  };
  for (let at = 0; at < sentence.length; at += 1) {
    if (sentence[at] === BEGIN && depth++ === 0) cut(at, false);
    else if (sentence[at] === END && depth > 0 && --depth === 0) cut(at, true);
  }
  cut(sentence.length, false);
  return found;
}
