/** Oneself: a button whose menu comes when it is wanted. */
import { Suspense, useState } from "react";
import { MeButton } from "#/app/MeButton";
import { lazily } from "#/app/patient";
import { useOnceRead } from "#/ui/useOnceRead";

const MeMenu = lazily(() => import("#/app/MeMenu"));

export function Me({ onHelp }: { onHelp: () => void }) {
  const [wanted, setWanted] = useState(false);
  useOnceRead(MeMenu.ahead);
  if (!wanted) return <MeButton onClick={() => setWanted(true)} />;
  return (
    <Suspense fallback={<MeButton />}>
      <MeMenu onHelp={onHelp} />
    </Suspense>
  );
}
