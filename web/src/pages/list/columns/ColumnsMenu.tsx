/** Which columns the list shows; what chooses them comes when it is wanted for the first time. */
import { ActionIcon, type ActionIconProps } from "@mantine/core";
import { IconColumns3 } from "@tabler/icons-react";
import { type ComponentPropsWithRef, Suspense, useState } from "react";
import { lazily } from "#/app/patient";
import { m } from "#/paraglide/messages.js";

const OpenedColumnsMenu = lazily(() => import("#/pages/list/columns/OpenedColumnsMenu"));

export function ColumnsMenu() {
  const [wanted, setWanted] = useState(false);
  if (!wanted) return <ColumnsButton aria-expanded={false} onClick={() => setWanted(true)} />;
  return (
    <Suspense fallback={<ColumnsButton />}>
      <OpenedColumnsMenu />
    </Suspense>
  );
}

export function ColumnsButton(props: ActionIconProps & ComponentPropsWithRef<"button">) {
  const name = m.list_columns();
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={name} title={name} {...props}>
      <IconColumns3 size={17} aria-hidden />
    </ActionIcon>
  );
}
