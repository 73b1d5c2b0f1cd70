/** An address that leads nowhere. */
import { Button } from "@mantine/core";
import { IconMoodPuzzled } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { m } from "#/paraglide/messages.js";
import { State } from "#/ui/State";

export function NotFound() {
  const home = (
    <Button component={Link} to="/">
      {m.common_to_tickets()}
    </Button>
  );
  return (
    <State page icon={<IconMoodPuzzled size={32} />} title={m.common_not_there()} actions={home}>
      {m.common_not_there_detail()}
    </State>
  );
}
