/** What differs between two texts, word by word. */

export type Piece = { kind: "same" | "gone" | "new"; text: string };

/** Beyond this many words on both sides together the comparison would be felt; then the middle is told as replaced. */
const MOST = 1_200;

export function wordDifference(before: string, after: string): Piece[] {
  const old = before.match(/\s+|[^\s]+/g) ?? [];
  const young = after.match(/\s+|[^\s]+/g) ?? [];
  let start = 0;
  while (start < old.length && start < young.length && old[start] === young[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < young.length - start && old.at(-1 - end) === young.at(-1 - end)) end += 1;
  const middle = inMiddle(old.slice(start, old.length - end), young.slice(start, young.length - end));
  const head = old.slice(0, start).map((text): Piece => ({ kind: "same", text }));
  const tail = old.slice(old.length - end).map((text): Piece => ({ kind: "same", text }));
  return joined([...head, ...middle, ...tail]);
}

function inMiddle(old: string[], young: string[]): Piece[] {
  if (old.length + young.length > MOST) return [...told("gone", old), ...told("new", young)];
  const lengths = common(old, young);
  const pieces: Piece[] = [];
  let [i, j] = [0, 0];
  const at = (row: number, column: number) => lengths[row]?.[column] ?? 0;
  while (i < old.length && j < young.length) {
    if (old[i] === young[j]) {
      pieces.push({ kind: "same", text: old[i] ?? "" });
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) pieces.push({ kind: "gone", text: old[i++] ?? "" });
    else pieces.push({ kind: "new", text: young[j++] ?? "" });
  }
  return [...pieces, ...told("gone", old.slice(i)), ...told("new", young.slice(j))];
}

/** How many words the rests of both have in common (longest common subsequence). */
function common(old: string[], young: string[]): number[][] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Array<number>(young.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = young.length - 1; j >= 0; j -= 1) {
      const row = lengths[i] as number[];
      const next = lengths[i + 1] as number[];
      row[j] = old[i] === young[j] ? (next[j + 1] ?? 0) + 1 : Math.max(next[j] ?? 0, row[j + 1] ?? 0);
    }
  return lengths;
}

const told = (kind: Piece["kind"], words: string[]) => words.map((text): Piece => ({ kind, text }));

/** Neighbours of the same kind as one piece. */
function joined(pieces: Piece[]): Piece[] {
  const whole: Piece[] = [];
  for (const piece of pieces) {
    const last = whole.at(-1);
    if (last?.kind === piece.kind) last.text += piece.text;
    else whole.push({ ...piece });
  }
  return whole;
}
