/** Those parts of the side that may come a moment later. */
import { ChecklistPart } from "./ChecklistPart";
import { FilesPart } from "./FilesPart";
import { GuestsPart } from "./GuestsPart";
import { LinksPart } from "./LinksPart";
import { RatingPart } from "./RatingPart";
import { TimePart } from "./TimePart";

export default function MoreParts() {
  return (
    <>
      <GuestsPart which="cc" />
      <GuestsPart which="watchers" />
      <LinksPart />
      <ChecklistPart />
      <TimePart />
      <FilesPart />
      <RatingPart />
    </>
  );
}
