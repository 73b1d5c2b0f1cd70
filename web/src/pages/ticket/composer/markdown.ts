/** Markdown read into parts, as far as a preview needs it; the server's own reading is what is sent. */

export type Inline =
  | { kind: "text"; text: string }
  | { kind: "code"; text: string }
  | { kind: "strong" | "em" | "del"; parts: Inline[] }
  | { kind: "link"; address: string; parts: Inline[] };
export type Block =
  | { kind: "paragraph" | "quote"; lines: Inline[][] }
  | { kind: "heading"; line: Inline[] }
  | { kind: "code"; text: string }
  | { kind: "list"; ordered: boolean; items: Inline[][] };

const INLINE =
  /`([^`\n]+)`|\[([^\]\n]*)\]\((https?:\/\/[^\s)]+|mailto:[^\s)]+)\)|(https?:\/\/[^\s<>]+[^\s<>.,;:!?)])|\*\*(.+?)\*\*|~~(.+?)~~|(?<![\p{L}\p{N}])_(.+?)_(?![\p{L}\p{N}])|\*([^*\s][^*]*)\*/u;

export function inline(text: string): Inline[] {
  const found = INLINE.exec(text);
  if (!found) return text === "" ? [] : [{ kind: "text", text }];
  const before = text.slice(0, found.index);
  const after = text.slice(found.index + found[0].length);
  return [...(before ? [{ kind: "text" as const, text: before }] : []), partOf(found), ...inline(after)];
}

function partOf([, code, words, address, bare, strong, del, under, star]: RegExpExecArray): Inline {
  if (code !== undefined) return { kind: "code", text: code };
  if (address !== undefined) return { kind: "link", address, parts: inline(words || address) };
  if (bare !== undefined) return { kind: "link", address: bare, parts: [{ kind: "text", text: bare }] };
  if (strong !== undefined) return { kind: "strong", parts: inline(strong) };
  if (del !== undefined) return { kind: "del", parts: inline(del) };
  return { kind: "em", parts: inline(under ?? star ?? "") };
}

export function blocks(text: string): Block[] {
  const made: Block[] = [];
  const lines = text.split("\n");
  while (lines.length > 0) {
    if (lines[0]?.trim() === "") lines.shift();
    else made.push(block(lines));
  }
  return made;
}

/** Takes the lines of one block from the front. */
function block(lines: string[]): Block {
  const first = lines[0] ?? "";
  if (first.startsWith("```")) {
    lines.shift();
    const inside = takeWhile(lines, (line) => !line.startsWith("```"));
    lines.shift();
    return { kind: "code", text: inside.join("\n") };
  }
  const heading = /^#{1,6} +(.*)$/.exec(first);
  if (heading) {
    lines.shift();
    return { kind: "heading", line: inline(heading[1] ?? "") };
  }
  for (const [pattern, ordered] of [
    [/^\s*[-*+] +/, false],
    [/^\s*\d+[.)] +/, true],
  ] as const) {
    if (!pattern.test(first)) continue;
    const items = takeWhile(lines, (line) => pattern.test(line));
    return { kind: "list", ordered, items: items.map((line) => inline(line.replace(pattern, ""))) };
  }
  if (first.startsWith(">")) {
    const quoted = takeWhile(lines, (line) => line.startsWith(">"));
    return { kind: "quote", lines: quoted.map((line) => inline(line.replace(/^> ?/, ""))) };
  }
  const plain = [lines.shift() ?? "", ...takeWhile(lines, (line) => line.trim() !== "" && !BEGINS.test(line))];
  return { kind: "paragraph", lines: plain.map(inline) };
}

/** What begins another block. */
const BEGINS = /^(```|#{1,6} |>|\s*[-*+] |\s*\d+[.)] )/;

function takeWhile(lines: string[], fits: (line: string) => boolean): string[] {
  const end = lines.findIndex((line) => !fits(line));
  return lines.splice(0, end === -1 ? lines.length : end);
}
