/** Everything else that can be done with the list; the menu comes when it is wanted for the first time. */
import { ActionIcon, type ActionIconProps } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { type ComponentPropsWithRef, Suspense, useState } from "react";
import { lazily } from "#/app/patient";
import { m } from "#/paraglide/messages.js";

const OpenedMoreMenu = lazily(() => import("#/pages/list/head/OpenedMoreMenu"));

export function MoreMenu() {
  const [wanted, setWanted] = useState(false);
  if (!wanted) return <MoreButton onClick={() => setWanted(true)} />;
  return (
    <Suspense fallback={<MoreButton />}>
      <OpenedMoreMenu />
    </Suspense>
  );
}

export function MoreButton(props: ActionIconProps & ComponentPropsWithRef<"button">) {
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={m.common_more()} aria-haspopup="menu" {...props}>
      <IconDots size={17} aria-hidden />
    </ActionIcon>
  );
}
