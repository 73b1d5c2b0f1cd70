/** Calling upon somebody with @: what is being typed, who is meant, what then stands in the text. */

export type Callable = { kind: "member" | "department"; id: string; name: string };
export type Calling = { words: string; from: number; to: number };

const CALL = /(?:^|[\s(])@([\p{L}\p{M}\p{N}._'’-]*(?: [\p{L}\p{M}\p{N}._'’-]*)?)$/u;
const SHOWN = 8;

/** What is typed behind an @ right before the caret. */
export function callingAt(text: string, caret: number): Calling | undefined {
  const words = CALL.exec(text.slice(0, caret))?.[1];
  return words === undefined ? undefined : { words, from: caret - words.length - 1, to: caret };
}

/** Those whose name, or a word of it, begins so. */
export function matching(all: Callable[], words: string): Callable[] {
  const wanted = words.toLocaleLowerCase();
  const begins = (name: string) => name.startsWith(wanted) || name.split(/\s+/).some((word) => word.startsWith(wanted));
  return all.filter((one) => begins(one.name.toLocaleLowerCase())).slice(0, SHOWN);
}

/** The text with the name in it, where the caret stands then, and the words that stand for the person. */
export function called(text: string, calling: Calling, who: Callable) {
  const words = `@${who.name}`;
  const before = text.slice(0, calling.from);
  const after = text.slice(calling.to);
  const gap = after.startsWith(" ") ? "" : " ";
  return { text: `${before}${words}${gap}${after}`, caret: before.length + words.length + 1, words };
}
