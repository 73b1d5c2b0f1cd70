/** Takes holidays from an iCalendar file. */
import { Button, FileButton } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { ApiError, type Schemas } from "#/api/client";
import { number } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { done } from "#/ui/toast";
import { changed, send } from "../kit/api";
import type { ExtraProps } from "../kit/spec";
import styles from "./extras.module.css";

export default function ImportHolidays({ setting }: ExtraProps) {
  const taking = useMutation({
    mutationFn: async (file: File) => {
      const headers = { "Content-Type": "text/calendar" };
      const body = await file.text();
      const bodySerializer = (text: string) => text;
      await send("POST", `/calendars/${setting?.id}/holidays/import`, { headers, body, bodySerializer });
      await changed("calendars");
    },
    onSuccess: () => done(m.settings_calendars_imported()),
  });
  if (!setting) return null;
  const errors = taking.error instanceof ApiError ? (taking.error.problem?.errors ?? []) : [];
  return (
    <section className={styles.extra} aria-label={m.settings_calendars_import()}>
      <p>{m.settings_calendars_import_about()}</p>
      <FileButton accept=".ics,text/calendar" onChange={(file) => file && taking.mutate(file)}>
        {(props) => (
          <Button {...props} variant="default" leftSection={<IconFileImport size={14} />} loading={taking.isPending}>
            {m.settings_calendars_import()}
          </Button>
        )}
      </FileButton>
      {taking.error && (
        <div role="alert">
          <p>{errors.length > 0 ? m.settings_calendars_not_imported() : taking.error.message}</p>
          <ul className={styles.notes}>
            {errors.map((wrong) => (
              <li key={`${wrong.field}${wrong.detail}`}>{ofLine(wrong)}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

/** Where in the file it is, if that is known. */
function ofLine({ field, detail }: Schemas["ProblemField"]): string {
  const line = /^line (\d+)$/.exec(field)?.[1];
  return line === undefined ? detail : m.settings_calendars_line({ n: number(Number(line)), detail });
}
