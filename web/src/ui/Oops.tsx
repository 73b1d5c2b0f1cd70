/** What went wrong, in the server's words where it has some, and what to try. */
import { Button } from "@mantine/core";
import { IconCloudOff, IconLock, IconMoodPuzzled } from "@tabler/icons-react";
import { ApiError } from "#/api/client";
import { queries } from "#/api/queries";
import { m } from "#/paraglide/messages.js";
import { State } from "#/ui/State";

type Props = { error: unknown; retry?: () => void; reset?: () => void; page?: boolean };

export function Oops({ error, retry, reset, page = false }: Props) {
  const again = () => {
    void queries.invalidateQueries({ predicate: (query) => query.state.status === "error" });
    reset?.();
    retry?.();
  };
  const { icon, title, detail } = explained(error);
  return (
    <State
      alert
      page={page}
      icon={icon}
      title={title}
      actions={<Button onClick={again}>{m.common_try_again()}</Button>}
    >
      {detail}
    </State>
  );
}

function explained(error: unknown) {
  if (error instanceof ApiError && error.isOffline)
    return { icon: <IconCloudOff size={32} />, title: m.common_unreachable(), detail: m.common_unreachable_detail() };
  if (error instanceof ApiError && error.status === 403)
    return { icon: <IconLock size={32} />, title: m.common_forbidden(), detail: error.message };
  if (error instanceof ApiError && error.status === 404)
    return { icon: <IconMoodPuzzled size={32} />, title: m.common_not_there(), detail: m.common_not_there_detail() };
  const detail = error instanceof Error ? error.message : String(error);
  return { icon: <IconMoodPuzzled size={32} />, title: m.common_went_wrong(), detail };
}
