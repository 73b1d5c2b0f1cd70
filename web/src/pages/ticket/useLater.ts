/** Turns true right after the first look: what is needed at once is drawn before the rest. */
import { startTransition, useEffect, useState } from "react";

export function useLater(): boolean {
  const [later, setLater] = useState(false);
  useEffect(() => startTransition(() => setLater(true)), []);
  return later;
}
