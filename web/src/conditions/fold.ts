/** How texts are compared: without case, vowel points and spelling variants, letter by letter as the server does it. */

/** Arabic tashkeel and tatweel, Hebrew niqqud and cantillation, marks of direction, controls. */
const PASSED_OVER =
  /[\u0610-\u061A\u0640\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E4\u06E7\u06E8\u06EA-\u06ED\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u200B-\u200F\u202A-\u202E\u2066-\u2069\p{Cc}]/u;

/** Letters that people write for one another, as one of them. */
const VARIANTS: Record<string, string> = { أ: "ا", إ: "ا", آ: "ا", ٱ: "ا", ى: "ي", ة: "ه" };

export function folded(text: string): string {
  let made = "";
  for (const letter of text) {
    if (PASSED_OVER.test(letter)) continue;
    for (const lower of letter.toLowerCase()) made += VARIANTS[lower] ?? lower;
  }
  return made;
}
