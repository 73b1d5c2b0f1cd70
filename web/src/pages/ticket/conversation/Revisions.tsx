/** What a message said before it was edited. */
import { useQuery } from "@tanstack/react-query";
import { readRevisions } from "#/api/messages";
import type { Message } from "#/api/tickets";
import { m } from "#/paraglide/messages.js";
import { Dialog } from "#/ui/Dialog";
import { Loading } from "#/ui/Loading";
import { Moment } from "#/ui/Moment";
import { Oops } from "#/ui/Oops";
import { UserText } from "#/ui/UserText";
import { SafeHtml } from "./Html";
import styles from "./Message.module.css";

export default function Revisions({ message, onClose }: { message: Message; onClose: () => void }) {
  const read = useQuery({
    queryKey: ["ticket", message.ticket_id, "revisions", message.id],
    queryFn: () => readRevisions(message.ticket_id, message.id),
  });
  return (
    <Dialog opened onClose={onClose} size="lg" title={m.ticket_revisions()}>
      {read.isPending && <Loading />}
      {read.error && <Oops error={read.error} retry={() => void read.refetch()} />}
      <ol className={styles.revisions}>
        {read.data?.map((revision) => (
          <li key={revision.version}>
            <p className={styles.soft}>
              <UserText>{revision.author.name ?? ""}</UserText> <Moment at={revision.created_at} />
            </p>
            <SafeHtml html={revision.html ?? ""} />
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
