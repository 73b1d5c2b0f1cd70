/** A message as the server made it safe to show; images of other servers wait until somebody asks for them. */
import { Button } from "@mantine/core";
import { IconPhotoOff } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { withImages } from "#/api/messages";
import type { Message } from "#/api/tickets";
import { m } from "#/paraglide/messages.js";
import { failed } from "#/ui/toast";
import styles from "./Html.module.css";

export function Html({ message, html }: { message: Message; html: string }) {
  const [shown, setShown] = useState<string>();
  const blocked = shown === undefined && html.includes('class="remote-image"');
  const show = () =>
    withImages(message.ticket_id, message.id)
      .then(setShown)
      .catch((error) => failed(m.ticket_images_failed(), error));
  return (
    <>
      <SafeHtml html={shown ?? html} />
      {blocked && (
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<IconPhotoOff size={14} aria-hidden />}
          onClick={() => void show()}
        >
          {m.ticket_show_images()}
        </Button>
      )}
    </>
  );
}

/** Only for what the server has sanitised. Links open beside the console. */
export function SafeHtml({ html }: { html: string }) {
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other markup has other links
  useEffect(() => {
    for (const link of box.current?.querySelectorAll("a") ?? []) link.target = "_blank";
  }, [html]);
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the server sanitises it (docs/messages.md), the page's policy runs nothing
  return <div ref={box} className={styles.html} dir="auto" dangerouslySetInnerHTML={{ __html: html }} />;
}
