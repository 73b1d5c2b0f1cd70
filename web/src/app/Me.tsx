/** Oneself: a button whose menu comes when it is wanted. */
import { lazy, Suspense, useState } from "react";
import { MeButton } from "#/app/MeButton";

const MeMenu = lazy(() => import("#/app/MeMenu"));

export function Me({ onHelp }: { onHelp: () => void }) {
  const [wanted, setWanted] = useState(false);
  if (!wanted) return <MeButton onClick={() => setWanted(true)} />;
  return (
    <Suspense fallback={<MeButton />}>
      <MeMenu onHelp={onHelp} />
    </Suspense>
  );
}
