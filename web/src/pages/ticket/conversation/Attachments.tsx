/** Files of a message: pictures small and large, sound and film to play, all else to fetch. */
import { IconDownload, IconFile } from "@tabler/icons-react";
import { Suspense, useState } from "react";
import type { Schemas } from "#/api/client";
import { lazily } from "#/app/patient";
import { bytes } from "#/i18n/format";
import { m } from "#/paraglide/messages.js";
import { UserText } from "#/ui/UserText";
import styles from "./Message.module.css";

const Lightbox = lazily(() => import("./Lightbox"));

export type FileShown = Pick<Schemas["File"], "id" | "name" | "media_type" | "bytes">;

const SHOWN_AS_IMAGE = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/avif"]);
const WITH_THUMBNAIL = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"]);

export const contentOf = (id: string) => `/api/v1/attachments/${id}/content`;

export function Attachments({ files }: { files: FileShown[] }) {
  const [open, setOpen] = useState<FileShown>();
  if (files.length === 0) return null;
  const images = files.filter((file) => SHOWN_AS_IMAGE.has(file.media_type));
  return (
    <>
      <ul className={styles.files}>
        {files.map((file) => (
          <li key={file.id} className={styles.file}>
            <Shown file={file} onOpen={() => setOpen(file)} />
          </li>
        ))}
      </ul>
      <Suspense>
        {open && <Lightbox files={images} file={open} onFile={setOpen} onClose={() => setOpen(undefined)} />}
      </Suspense>
    </>
  );
}

function Shown({ file, onOpen }: { file: FileShown; onOpen: () => void }) {
  const [broken, setBroken] = useState(false);
  if (SHOWN_AS_IMAGE.has(file.media_type) && !broken) {
    const small = WITH_THUMBNAIL.has(file.media_type) ? `/api/v1/attachments/${file.id}/thumbnail` : contentOf(file.id);
    return (
      <button
        type="button"
        className={styles.thumb}
        onClick={onOpen}
        aria-label={m.ticket_open_image({ name: file.name })}
      >
        <img src={small} alt="" loading="lazy" onError={() => setBroken(true)} />
        <UserText as="span" className="truncate">
          {file.name}
        </UserText>
      </button>
    );
  }
  if (file.media_type.startsWith("video/") || file.media_type.startsWith("audio/")) return <Player file={file} />;
  return <Download file={file} />;
}

/** What people send comes without captions; the file itself is there to fetch. */
function Player({ file }: { file: FileShown }) {
  const src = contentOf(file.id);
  return (
    <span className={styles.player}>
      {file.media_type.startsWith("video/") ? (
        // biome-ignore lint/a11y/useMediaCaption: what people send comes without captions
        <video controls preload="metadata" src={src} aria-label={file.name} />
      ) : (
        // biome-ignore lint/a11y/useMediaCaption: what people send comes without captions
        <audio controls preload="none" src={src} aria-label={file.name} />
      )}
      <Download file={file} />
    </span>
  );
}

function Download({ file }: { file: FileShown }) {
  return (
    <a href={contentOf(file.id)} download={file.name}>
      <IconFile size={16} aria-hidden />
      <UserText className="truncate">{file.name}</UserText>
      <span className={styles.soft}>{bytes(file.bytes)}</span>
      <IconDownload size={14} aria-label={m.ticket_download()} />
    </a>
  );
}
