/** Putting marks of Markdown round what is selected in a text. */

export type Selection = { text: string; start: number; end: number };
export type Mark = "bold" | "italic" | "code" | "link" | "list";

const ROUND: Record<"bold" | "italic" | "code", string> = { bold: "**", italic: "_", code: "`" };

/** The text with the mark, and what is selected then. A mark that is there already goes away. */
export function marked(selection: Selection, mark: Mark): Selection {
  if (mark === "list") return listed(selection);
  if (mark === "link") return linked(selection);
  const { text, start, end } = selection;
  const chosen = text.slice(start, end);
  if (mark === "code" && chosen.includes("\n"))
    return replaced(selection, `\`\`\`\n${chosen}\n\`\`\``, 4, chosen.length);
  const round = ROUND[mark];
  const before = text.slice(start - round.length, start);
  const after = text.slice(end, end + round.length);
  if (before === round && after === round) {
    const without = text.slice(0, start - round.length) + chosen + text.slice(end + round.length);
    return { text: without, start: start - round.length, end: end - round.length };
  }
  return replaced(selection, round + chosen + round, round.length, chosen.length);
}

function linked(selection: Selection): Selection {
  const chosen = selection.text.slice(selection.start, selection.end);
  const address = /^https?:\/\/\S+$/.test(chosen) ? chosen : "https://";
  const words = address === chosen ? "" : chosen;
  const made = `[${words}](${address})`;
  return words === "" ? replaced(selection, made, 1, 0) : replaced(selection, made, words.length + 3, address.length);
}

function listed({ text, start, end }: Selection): Selection {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const lines = text.slice(from, end).split("\n");
  const all = lines.every((line) => line.startsWith("- "));
  const made = lines.map((line) => (all ? line.slice(2) : line.startsWith("- ") ? line : `- ${line}`)).join("\n");
  return { text: text.slice(0, from) + made + text.slice(end), start: from + made.length, end: from + made.length };
}

function replaced({ text, start, end }: Selection, by: string, offset: number, length: number): Selection {
  return { text: text.slice(0, start) + by + text.slice(end), start: start + offset, end: start + offset + length };
}
