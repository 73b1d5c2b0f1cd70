/** What is known of a ticket besides its words. */
import { Suspense } from "react";
import { FieldsPart, MoreParts } from "../laterParts";
import { useOpen } from "../open";
import { AssigneesPart } from "./AssigneesPart";
import { DepartmentPart } from "./DepartmentPart";
import { DuePart } from "./DuePart";
import { RequesterPart } from "./RequesterPart";
import styles from "./Side.module.css";
import { TagsPart } from "./TagsPart";

export function SidePanel() {
  const { ticket } = useOpen();
  return (
    <div className={styles.panel} key={ticket.id}>
      <RequesterPart />
      <AssigneesPart />
      <DepartmentPart />
      <DuePart />
      <TagsPart />
      <Suspense>
        <FieldsPart />
        <MoreParts />
      </Suspense>
    </div>
  );
}
