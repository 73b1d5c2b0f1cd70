/** Words that people wrote, in whichever direction they read. */
import type { ElementType, ReactNode } from "react";

type Props = { children: ReactNode; as?: ElementType; className?: string | undefined };

/** Keeps the direction of a name, a subject or a file name from turning what stands around it. */
export function UserText({ children, as: As = "bdi", className }: Props) {
  return (
    <As dir="auto" className={className}>
      {children}
    </As>
  );
}
