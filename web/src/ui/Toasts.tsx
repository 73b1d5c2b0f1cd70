/** Where toasts are shown; what shows them comes with the first. */
import { Suspense, useEffect, useState } from "react";
import { lazily } from "#/app/patient";
import { onFirstToast } from "#/ui/toast";

const ShownToasts = lazily(() => import("#/ui/ShownToasts"));

export function Toasts() {
  const [wanted, setWanted] = useState(false);
  useEffect(() => onFirstToast(() => setWanted(true)), []);
  return <Suspense>{wanted && <ShownToasts />}</Suspense>;
}
