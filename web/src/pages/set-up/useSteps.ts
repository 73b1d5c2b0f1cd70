/** At which step somebody is, and how far they were: they go on there after a reload. */
import { useState } from "react";

const KEPT = "docket.set-up.steps";
type Place = { at: number; furthest: number };
const START: Place = { at: 0, furthest: 0 };

export function useSteps(count: number) {
  const [place, setPlace] = useState(() => read(count));
  const go = (at: number) => {
    const next = { at, furthest: Math.max(at, place.furthest) };
    sessionStorage.setItem(KEPT, JSON.stringify(next));
    setPlace(next);
  };
  return { ...place, go, forget: () => sessionStorage.removeItem(KEPT) };
}

function read(count: number): Place {
  try {
    const { at, furthest } = JSON.parse(sessionStorage.getItem(KEPT) ?? "") as Place;
    return [at, furthest].every((step) => Number.isInteger(step) && step >= 0 && step < count)
      ? { at, furthest }
      : START;
  } catch {
    return START;
  }
}
