/** Where toasts are shown; what shows them comes with the first. */
import { lazy, Suspense, useEffect, useState } from "react";
import { onFirstToast } from "#/ui/toast";

const ShownToasts = lazy(() => import("#/ui/ShownToasts"));

export function Toasts() {
  const [wanted, setWanted] = useState(false);
  useEffect(() => onFirstToast(() => setWanted(true)), []);
  return <Suspense>{wanted && <ShownToasts />}</Suspense>;
}
