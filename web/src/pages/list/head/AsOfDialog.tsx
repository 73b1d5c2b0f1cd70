/** Asks for the moment as of which the list is shown. */
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { localText } from "#/pages/list/filter/TimeInputs";
import { useListPage } from "#/pages/list/useListPage";
import styles from "#/pages/list/views/views.module.css";
import { m } from "#/paraglide/messages.js";
import { Dialog } from "#/ui/Dialog";

const DAY_MS = 86_400_000;

export default function AsOfDialog({ onClose }: { onClose: () => void }) {
  const { search, change } = useListPage();
  const given = search.as_of ? String(search.as_of) : new Date(Date.now() - DAY_MS).toISOString();
  const [text, setText] = useState(() => localText(given));
  const show = (event: FormEvent) => {
    event.preventDefault();
    change({ as_of: new Date(text).toISOString(), layout: search.layout === "calendar" ? undefined : search.layout });
    onClose();
  };
  return (
    <Dialog opened onClose={onClose} title={m.list_as_of_open()}>
      <form onSubmit={show} className={styles.form}>
        <TextInput
          type="datetime-local"
          label={m.list_as_of_moment()}
          description={m.list_as_of_hint()}
          max={localText(new Date().toISOString())}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          data-autofocus
        />
        <div className={styles.end}>
          <Button variant="default" onClick={onClose}>
            {m.common_cancel()}
          </Button>
          <Button type="submit" disabled={text === ""}>
            {m.list_as_of_show()}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
