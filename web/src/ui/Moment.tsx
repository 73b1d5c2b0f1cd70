/** A moment in short, with the whole of it for whoever asks. */
import { Tooltip } from "@mantine/core";
import { fullDateTime, relative, shortMoment } from "#/i18n/format";

type Props = { at: string; as?: "short" | "relative" };

export function Moment({ at, as = "short" }: Props) {
  return (
    <Tooltip label={fullDateTime(at)}>
      <time dateTime={at}>{as === "short" ? shortMoment(at) : relative(at)}</time>
    </Tooltip>
  );
}
