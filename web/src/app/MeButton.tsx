/** Oneself, as a button. */
import { Avatar, UnstyledButton, type UnstyledButtonProps } from "@mantine/core";
import type { ComponentPropsWithRef } from "react";
import { useMe } from "#/api/me";
import { m } from "#/paraglide/messages.js";

export function MeButton(props: UnstyledButtonProps & ComponentPropsWithRef<"button">) {
  const me = useMe();
  return (
    <UnstyledButton aria-label={m.shell_me({ name: me.name })} aria-haspopup="menu" {...props}>
      <Avatar size={30} radius="xl" name={me.name} color="teal" variant="light" />
    </UnstyledButton>
  );
}
