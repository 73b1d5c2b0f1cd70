/** What the server says of a form that it did not take, for those parts that show it. */
import { createContext, useContext } from "react";
import { type Wrong, wrongAt } from "./model";

export const Errors = createContext<Wrong[]>([]);

/** Of a place; `whole` for what does not show its parts apart. */
export function useWrong(at: string, whole = false): string | undefined {
  return wrongAt(useContext(Errors), at, whole);
}
