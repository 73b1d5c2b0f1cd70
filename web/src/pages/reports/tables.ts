/** The table behind a chart: what it shows, in numbers that lead to the lists that they count. */
import type { ListSearch } from "#/pages/list/search";

export type Cell = {
  /** As people read it. */
  text: string;
  /** As a file has it. */
  raw: string | number;
  list?: ListSearch | undefined;
};

export type Table = { columns: string[]; rows: { key: string; cells: Cell[] }[] };

export const words = (text: string): Cell => ({ text, raw: text });
